package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Convolution.Conv;
import dev.vireo.tensor.op.LinearAlgebra.MatMul;

/** Kernels of matrix products and convolutions. */
final class ProductKernels {
    private static final CustomOperation MATMUL = CustomOperation.named("matmul");
    private static final CustomOperation CONV2D = CustomOperation.named("conv2d");
    private static final CustomOperation CONV3D = CustomOperation.named("conv3dnew");

    private ProductKernels() {}

    static KernelTable table() {
        var rows = KernelTable.of("nd4j products");
        Results.kernel(rows, MatMul.class, (op, in, y, work) -> product(in[0], in[1], y, work));
        Results.kernel(rows, Conv.class, ProductKernels::conv);
        return rows.build();
    }

    /** Multiplies 8-bit and 16-bit integers in int32 and wraps the result around. ND4J's own products saturate. */
    private static void product(Nd4jTensor a, Nd4jTensor b, Nd4jTensor y, Intermediates work) {
        if (y.dtype().isFloating() || y.dtype().bytes() >= Integer.BYTES) {
            matmul(a, b, y, work);
            return;
        }
        var wide = work.make(y.shape(), DType.INT32);
        matmul(work.copy(a, DType.INT32), work.copy(b, DType.INT32), wide, work);
        work.assign(wide, y);
    }

    private static void matmul(Nd4jTensor a, Nd4jTensor b, Nd4jTensor y, Intermediates work) {
        if (a.isEmpty() || b.isEmpty()) {
            work.fill(0, y);
            return;
        }
        var left = a.rank() == 1 ? work.expand(a, Shape.of(1, a.size(0))) : a;
        var right = b.rank() == 1 ? work.hold(b.view(b.layout().unsqueeze(1))) : b;
        int batchRank = Math.max(left.rank(), right.rank()) - 2;
        var batch = y.shape().slice(0, batchRank);
        var result = work.reshape(y, batch.concat(Shape.of(left.size(-2), right.size(-1))));
        if (batchRank == 0) {
            MATMUL.run(result, left, right);
            return;
        }
        var lefts = work.dense(work.expand(left, batch.concat(Shape.of(left.size(-2), left.size(-1)))));
        var rights = work.dense(work.expand(right, batch.concat(Shape.of(right.size(-2), right.size(-1)))));
        MATMUL.run(result, lefts, rights);
    }

    private static void conv(Conv op, Nd4jTensor[] in, Nd4jTensor y, Intermediates work) {
        if (in[0].isEmpty() || in[1].isEmpty()) {
            emptyConv(in, y, work);
            return;
        }
        int spatial = op.stride().size();
        var custom = spatial == 3 ? CONV3D : CONV2D;
        var x = work.dense(spatial == 1 ? flat(in[0], work) : in[0]);
        var weight = work.dense(spatial == 1 ? flat(in[1], work) : in[1]);
        var result = spatial == 1 ? flat(y, work) : y;
        var arguments = arguments(op, weight.shape());
        long inputs = x.size(1) / op.groups();
        long outputs = weight.size(0) / op.groups();
        if (op.groups() == 1) {
            run(op, custom, arguments, result, with(in, x, weight, 0, outputs, work));
            return;
        }
        for (int group = 0; group < op.groups(); group++) {
            var part = work.dense(work.slice(x, 1, group * inputs, inputs));
            var kernel = work.slice(weight, 0, group * outputs, outputs);
            var made = work.make(result.shape().with(1, outputs), result.dtype());
            run(op, custom, arguments, made, with(in, part, kernel, group * outputs, outputs, work));
            work.assign(made, work.slice(result, 1, group * outputs, outputs));
        }
    }

    /**
     * Runs a convolution without oneDNN if the windows are dilated, because oneDNN, as ND4J calls it, refuses some of
     * them.
     */
    private static void run(
            Conv op, CustomOperation custom, OpArguments arguments, Nd4jTensor result, Nd4jTensor... inputs) {
        if (op.dilation().equals(Dims.filled(op.dilation().size(), 1))) {
            custom.run(arguments, result, inputs);
        } else {
            custom.run(NativeContext::withoutHelpers, arguments, result, inputs);
        }
    }

    private static Nd4jTensor[] with(
            Nd4jTensor[] in, Nd4jTensor x, Nd4jTensor weight, long from, long count, Intermediates work) {
        return in.length == 2
                ? new Nd4jTensor[] {x, weight}
                : new Nd4jTensor[] {x, weight, work.slice(work.dense(in[2]), 0, from, count)};
    }

    /** Views a sequence as an image of height 1. */
    private static Nd4jTensor flat(Nd4jTensor x, Intermediates work) {
        return work.hold(x.view(x.layout().unsqueeze(2)));
    }

    /**
     * Returns kernel, stride, padding and dilation, each height before width, then ND4J's codes for explicit padding,
     * channels first, and weights {@code [out, in, kh, kw]}.
     */
    private static OpArguments arguments(Conv op, Shape weight) {
        int spatial = Math.max(2, op.stride().size());
        var integers = new long[4 * spatial + 3];
        for (int i = 0; i < spatial; i++) {
            integers[i] = weight.size(2 + i);
            integers[spatial + i] = at(op.stride(), i, spatial, 1);
            integers[2 * spatial + i] = at(op.padding(), i, spatial, 0);
            integers[3 * spatial + i] = at(op.dilation(), i, spatial, 1);
        }
        integers[4 * spatial + 2] = 1;
        return OpArguments.integers(integers);
    }

    private static long at(Dims dims, int i, int spatial, int missing) {
        int at = i - (spatial - dims.size());
        return at < 0 ? missing : dims.at(at);
    }

    private static void emptyConv(Nd4jTensor[] in, Nd4jTensor y, Intermediates work) {
        work.fill(0, y);
        if (in.length == 3) {
            var bias = in[2].layout();
            for (int dim = 2; dim < y.rank(); dim++) {
                bias = bias.unsqueeze(1);
            }
            work.assign(work.hold(in[2].view(bias)), y);
        }
    }
}
