package dev.vireo.engine.tck.suite;

import dev.vireo.tensor.Tensor;

/** Ways in which the same elements may lie in memory. */
enum Layout {
    /** In row-major order. */
    DENSE {
        @Override
        Tensor of(Tensor x) {
            return x;
        }
    },
    /** In column-major order. */
    TRANSPOSED {
        @Override
        Tensor of(Tensor x) {
            var reversed = reversed(x.shape().rank());
            return x.permute(reversed).copy().permute(reversed);
        }
    },
    /** Every other element of a larger tensor, the first left out. */
    STRIDED {
        @Override
        Tensor of(Tensor x) {
            return Tensor.stack(x.shape().rank(), x, x).select(-1, 1);
        }
    };

    /** The same tensor, laid out so. */
    abstract Tensor of(Tensor x);

    private static int[] reversed(int rank) {
        var dims = new int[rank];
        for (int i = 0; i < rank; i++) {
            dims[i] = rank - 1 - i;
        }
        return dims;
    }
}
