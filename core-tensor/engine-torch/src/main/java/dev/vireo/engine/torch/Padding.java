package dev.vireo.engine.torch;

import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.op.Rearrange.PadMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Padding: constants by libtorch's function; the other modes by an index along each dimension, for any rank and type. */
final class Padding {
    private Padding() {}

    static Tensor pad(Rearrange.Pad op, Tensor x) {
        return op.mode() == PadMode.CONSTANT ? constant(op, x) : indexed(op, x);
    }

    /** libtorch lists the last dimension first, and before and after in turn. */
    private static Tensor constant(Rearrange.Pad op, Tensor x) {
        int rank = op.before().size();
        var amounts = new long[2 * rank];
        for (int i = 0; i < rank; i++) {
            amounts[2 * (rank - 1 - i)] = op.before().at(i);
            amounts[2 * (rank - 1 - i) + 1] = op.after().at(i);
        }
        return torch.constant_pad_nd(x, amounts, Scalars.of(op.value()));
    }

    private static Tensor indexed(Rearrange.Pad op, Tensor x) {
        var result = new Tensor(x);
        for (int dim = 0; dim < op.before().size(); dim++) {
            if (op.before().at(dim) != 0 || op.after().at(dim) != 0) {
                try (var before = result;
                        var index = index(op, dim, x.size(dim));
                        var device = x.device();
                        var placed = index.to(device, index.scalar_type())) {
                    result = torch.index_select(before, dim, placed);
                }
            }
        }
        return result;
    }

    private static Tensor index(Rearrange.Pad op, int dim, long size) {
        var index = new long[(int) (op.before().at(dim) + size + op.after().at(dim))];
        for (int i = 0; i < index.length; i++) {
            long at = i - op.before().at(dim);
            index[i] = switch (op.mode()) {
                case REFLECT -> at < 0 ? -at : at >= size ? 2 * (size - 1) - at : at;
                case CIRCULAR -> Math.floorMod(at, size);
                case REPLICATE, CONSTANT -> Math.max(0, Math.min(size - 1, at));
            };
        }
        return Tensor.create(index);
    }
}
