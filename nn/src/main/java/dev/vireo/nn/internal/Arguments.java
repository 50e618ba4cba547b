package dev.vireo.nn.internal;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.VireoException;

/** Checks of what a layer is made with and called on; each error is one line that begins with the layer's type. */
public final class Arguments {
    private Arguments() {}

    /**
     * @throws VireoException if the value is below {@code least}
     */
    public static long atLeast(long least, String layer, String what, long value) {
        if (value < least) {
            throw new VireoException(layer + ": " + what + " is " + value + "; expected at least " + least);
        }
        return value;
    }

    /**
     * Checks a whole number against both ends of its range.
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
     * @throws VireoException if the value is not between 0 and 1
     */
    public static double share(String layer, String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new VireoException(layer + ": " + what + " is " + value + "; expected 0 to 1");
        }
        return value;
    }

    /**
     * @throws VireoException if the parts do not divide the whole
     */
    public static long divided(String layer, long whole, String what, int parts) {
        atLeast(1, layer, "groups", parts);
        if (atLeast(1, layer, what, whole) % parts != 0) {
            throw new VireoException(layer + ": " + whole + " " + what + " do not divide into " + parts + " groups");
        }
        return whole / parts;
    }

    /**
     * An entry for each spatial dimension; a single one stands for all.
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
     * @throws ShapeException if the input has not as many dimensions as the layer takes
     */
    public static void rank(String layer, Shape input, int least, int most) {
        if (input.rank() < least || input.rank() > most) {
            throw new ShapeException(layer + ": the input " + input + " has " + input.rank() + " dimensions; expected "
                    + (least == most ? least : least + " or " + most));
        }
    }

    /**
     * @throws ShapeException if the input's dimension 1 is not of this size
     */
    public static void channels(String layer, Shape input, long channels) {
        if (input.rank() < 2 || input.size(1) != channels) {
            throw new ShapeException(
                    layer + ": the input is " + input + "; expected [N, C, ...] with " + channels + " channels");
        }
    }

    /**
     * @throws ShapeException if the input's last dimensions are not these
     */
    public static void last(String layer, Shape input, Shape expected) {
        int from = input.rank() - expected.rank();
        if (from < 0 || !input.slice(from, input.rank()).equals(expected)) {
            throw new ShapeException(layer + ": the input " + input + " does not end in " + expected);
        }
    }
}
