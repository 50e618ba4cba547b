package dev.vireo.formats.dl4j.internal;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import java.util.Arrays;

/** The coefficients of all layers, given out from first to last. */
final class Coefficients {
    private final Nd4jArray all;
    private int next;

    Coefficients(Nd4jArray all) {
        this.all = all;
    }

    DType dtype() {
        return all.dtype();
    }

    /**
     * The next ones as a tensor of this shape, row-major, in the current scope.
     *
     * @throws VireoException if fewer are left
     */
    Tensor next(Settings layer, long... shape) {
        long left = all.size() - next;
        long count = 1;
        for (long size : shape) {
            if (count > left / size) {
                throw layer.refused("takes coefficients of the shape " + Arrays.toString(shape) + "; only " + left
                        + " of the file's " + all.size() + " are left");
            }
            count *= size;
        }
        var values = all.tensor(next, shape);
        next += (int) count;
        return values;
    }

    /**
     * @throws VireoException if some are left
     */
    void requireNoneLeft(String file) {
        if (next < all.size()) {
            throw new VireoException("dl4j: " + file + " has " + all.size() + " coefficients; its layers take " + next);
        }
    }
}
