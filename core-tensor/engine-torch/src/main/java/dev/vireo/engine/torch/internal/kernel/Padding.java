package dev.vireo.engine.torch.internal.kernel;

import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.engine.torch.internal.library.Types;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.op.Rearrange.PadMode;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Pads: constants by libtorch's function, other modes by an index along each dimension, for any rank and type. */
public final class Padding {
    private Padding() {}

    /** Pads a tensor. */
    public static Tensor pad(Rearrange.Pad op, Tensor x) {
        return op.mode() == PadMode.CONSTANT ? constant(op, x) : indexed(op, x);
    }

    /** libtorch expects the last dimension first, with before and after alternating. */
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
                        var index = index(op, dim, x)) {
                    result = torch.index_select(before, dim, index);
                }
            }
        }
        return result;
    }

    /** Returns, for each position along a dimension of the result, the index in x of its value. */
    private static Tensor index(Rearrange.Pad op, int dim, Tensor x) {
        long last = x.size(dim) - 1;
        var index = places(x, -op.before().at(dim), last + 1 + op.after().at(dim));
        return switch (op.mode()) {
            case REFLECT -> index.abs_().sub_(Scalars.of(last)).abs_().neg_().add_(Scalars.of(last));
            case CIRCULAR -> index.remainder_(Scalars.of(last + 1));
            case REPLICATE, CONSTANT -> clamped(index, last);
        };
    }

    private static Tensor clamped(Tensor index, long last) {
        try (var lowest = new ScalarOptional(Scalars.of(0L));
                var highest = new ScalarOptional(Scalars.of(last))) {
            return index.clamp_(lowest, highest);
        }
    }

    private static Tensor places(Tensor x, long from, long to) {
        try (var device = x.device()) {
            var spec = new TensorSpec(Shape.of(to - from), DType.INT64, Types.device(device));
            return torch.arange(Scalars.of(from), Scalars.of(to), Types.options(spec));
        }
    }
}
