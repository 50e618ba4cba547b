package dev.vireo.nn.internal;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.VireoException;

/** Checks the arguments and inputs of layers. Each error is one line that begins with the layer's type. */
public final class LayerChecks {
    private LayerChecks() {}

    /**
     * Checks a lower bound.
     *
     * @throws VireoException if the value is below {@code least}
     */
    public static long atLeast(long least, String layer, String what, long value) {
        if (value < least) {
            throw new VireoException(layer + ": " + what + " is " + value + "; expected at least " + least);
        }
        return value;
    }

    /**
     * Checks the range of an integer.
     *
     * @throws VireoException if the value is below {@code least} or above {@code most}
     */
    public static int between(int least, int most, String layer, String what, int value) {
        if (value < least || value > most) {
            throw new VireoException(layer + ": " + what + " is " + value + "; expected " + least + " to " + most);
        }
        return value;
    }

    /**
     * Checks a probability or share.
     *
     * @throws VireoException if the value is not between 0 and 1
     */
    public static double share(String layer, String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new VireoException(layer + ": " + what + " is " + value + "; expected 0 to 1");
        }
        return value;
    }

    /**
     * Divides into parts.
     *
     * @throws VireoException if there is a remainder
     */
    public static long divided(String layer, long whole, String what, int parts) {
        atLeast(1, layer, "groups", parts);
        if (atLeast(1, layer, what, whole) % parts != 0) {
            throw new VireoException(layer + ": " + whole + " " + what + " do not divide into " + parts + " groups");
        }
        return whole / parts;
    }

    /**
     * Expands a single entry to one per spatial dimension.
     *
     * @throws VireoException if there are neither one nor {@code rank} entries, or one is below {@code least}
     */
    public static Dims spatial(int rank, int least, String layer, String what, Dims given) {
        if (given.size() != 1 && given.size() != rank) {
            throw new VireoException(layer + ": " + what + " " + given + " has " + given.size() + " entries; expected "
                    + (rank == 1 ? "1" : "1 or " + rank));
        }
        for (int i = 0; i < given.size(); i++) {
            atLeast(least, layer, what, given.at(i));
        }
        return given.size() == rank ? given : Dims.filled(rank, given.at(0));
    }

    /**
     * Checks the rank of an input.
     *
     * @throws ShapeException if the rank is not between {@code least} and {@code most}
     */
    public static void rank(String layer, Shape input, int least, int most) {
        if (input.rank() < least || input.rank() > most) {
            throw new ShapeException(layer + ": the input " + input + " has " + input.rank() + " dimensions; expected "
                    + (least == most ? least : least + " or " + most));
        }
    }

    /**
     * Checks the number of channels of an input.
     *
     * @throws ShapeException if dimension 1 has another size
     */
    public static void channels(String layer, Shape input, long channels) {
        if (input.rank() < 2 || input.size(1) != channels) {
            throw new ShapeException(
                    layer + ": the input is " + input + "; expected [N, C, ...] with " + channels + " channels");
        }
    }

    /**
     * Checks the last dimensions of an input.
     *
     * @throws ShapeException if they differ
     */
    public static void last(String layer, Shape input, Shape expected) {
        int from = input.rank() - expected.rank();
        if (from < 0 || !input.slice(from, input.rank()).equals(expected)) {
            throw new ShapeException(layer + ": the input " + input + " does not end in " + expected);
        }
    }
}
