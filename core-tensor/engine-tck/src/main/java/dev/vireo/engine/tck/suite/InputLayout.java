package dev.vireo.engine.tck.suite;

import dev.vireo.tensor.Tensor;

/** The memory layouts of the inputs. */
enum InputLayout {
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
    /** Every second element of a larger tensor, starting at the second. */
    STRIDED {
        @Override
        Tensor of(Tensor x) {
            return Tensor.stack(x.shape().rank(), x, x).select(-1, 1);
        }
    };

    /** Returns a copy of the tensor in this layout. */
    abstract Tensor of(Tensor x);

    private static int[] reversed(int rank) {
        var dims = new int[rank];
        for (int i = 0; i < rank; i++) {
            dims[i] = rank - 1 - i;
        }
        return dims;
    }
}
