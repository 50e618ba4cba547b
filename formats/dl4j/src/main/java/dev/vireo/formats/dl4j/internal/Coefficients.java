package dev.vireo.formats.dl4j.internal;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import java.util.Arrays;

/** The coefficients of all layers in one array. Layers read them in order. */
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
     * Returns the next coefficients as a row-major tensor of this shape, owned by the current scope.
     *
     * @throws VireoException if too few are left
     */
    Tensor next(Settings layer, long... shape) {
        long left = all.size() - next;
        long count = 1;
        for (long size : shape) {
            if (count > left / size) {
                throw layer.refused("needs coefficients of the shape " + Arrays.toString(shape) + "; only " + left
                        + " of the file's " + all.size() + " are left");
            }
            count *= size;
        }
        var values = all.tensor(next, shape);
        next += (int) count;
        return values;
    }

    /** @throws VireoException if the layers did not use all coefficients */
    void requireNoneLeft(String file) {
        if (next < all.size()) {
            throw new VireoException("dl4j: " + file + " has " + all.size() + " coefficients; its layers need " + next);
        }
    }
}
