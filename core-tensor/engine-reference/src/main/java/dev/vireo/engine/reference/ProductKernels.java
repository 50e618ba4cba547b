package dev.vireo.engine.reference;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Convolution.Conv;
import dev.vireo.tensor.op.LinearAlgebra.MatMul;

/** Kernels of matrix products and convolutions. */
final class ProductKernels {
    private ProductKernels() {}

    static KernelTable table() {
        var rows = KernelTable.of("reference products");
        Results.kernel(rows, MatMul.class, (op, in, y) -> matmul(in[0], in[1], y));
        Results.kernel(rows, Conv.class, ProductKernels::conv);
        return rows.build();
    }

    private static void matmul(ReferenceTensor a, ReferenceTensor b, ReferenceTensor y) {
        var left = a.rank() == 1 ? a.unsqueeze(0) : a;
        var right = b.rank() == 1 ? b.unsqueeze(1) : b;
        int batchRank = Math.max(left.rank(), right.rank()) - 2;
        var batch = y.shape().slice(0, batchRank);
        int n = left.size(-2);
        int inner = left.size(-1);
        int m = right.size(-1);
        var rows = left.expand(batch.concat(Shape.of(n, inner))).places();
        var columns = right.expand(batch.concat(Shape.of(inner, m))).transpose().places();
        int count = y.places().length;
        for (int i = 0; i < count; i++) {
            int matrix = i / (n * m);
            int row = matrix * n + i / m % n;
            int column = matrix * m + i % m;
            if (y.isWhole()) {
                long sum = 0;
                for (int k = 0; k < inner; k++) {
                    sum += left.whole(rows[row * inner + k]) * right.whole(columns[column * inner + k]);
                }
                y.set(i, sum);
            } else {
                double sum = 0;
                for (int k = 0; k < inner; k++) {
                    sum += left.real(rows[row * inner + k]) * right.real(columns[column * inner + k]);
                }
                y.set(i, sum);
            }
        }
    }

    /** Computes the definition over three spatial dimensions; missing ones have size 1. */
    private static void conv(Conv op, ReferenceTensor[] in, ReferenceTensor y) {
        var x = volumes(in[0]);
        var weight = volumes(in[1]);
        var result = volumes(y);
        var window = new Window(op);
        var output = result.places();
        int perGroup = weight.size(0) / op.groups();
        for (int i = 0; i < output.length; i++) {
            var at = index(i, result.shape());
            int channel = at[1];
            double sum = in.length == 3 ? in[2].real(in[2].places()[channel]) : 0;
            for (int c = 0; c < weight.size(1); c++) {
                int from = channel / perGroup * weight.size(1) + c;
                sum += window.sum(x, weight, place(x, at[0], from), place(weight, channel, c), at);
            }
            y.set(output[i], sum);
        }
    }

    private static int place(ReferenceTensor x, int first, int second) {
        return x.start() + first * x.stride(0) + second * x.stride(1);
    }

    private static int[] index(int i, Shape shape) {
        var index = new int[shape.rank()];
        int rest = i;
        for (int dim = shape.rank() - 1; dim >= 0; dim--) {
            index[dim] = (int) (rest % shape.size(dim));
            rest = (int) (rest / shape.size(dim));
        }
        return index;
    }

    private static ReferenceTensor volumes(ReferenceTensor x) {
        var volume = x;
        while (volume.rank() < 5) {
            volume = volume.unsqueeze(2);
        }
        return volume;
    }

    /** The positions of a window's elements along three dimensions. */
    private record Window(int[] stride, int[] padding, int[] dilation) {
        Window(Conv op) {
            this(three(op.stride(), 1), three(op.padding(), 0), three(op.dilation(), 1));
        }

        private static int[] three(Dims dims, int missing) {
            var three = new int[] {missing, missing, missing};
            for (int i = 0; i < dims.size(); i++) {
                three[3 - dims.size() + i] = dims.at(i);
            }
            return three;
        }

        /** Returns the weighted sum over one channel's window at an index of the result. */
        double sum(ReferenceTensor x, ReferenceTensor weight, int input, int kernel, int[] at) {
            double sum = 0;
            for (int d = 0; d < weight.size(2); d++) {
                for (int h = 0; h < weight.size(3); h++) {
                    for (int w = 0; w < weight.size(4); w++) {
                        int place = offset(x, at, 0, d) + offset(x, at, 1, h) + offset(x, at, 2, w);
                        if (inside(x, at, 0, d) && inside(x, at, 1, h) && inside(x, at, 2, w)) {
                            int tap = d * weight.stride(2) + h * weight.stride(3) + w * weight.stride(4);
                            sum += x.real(input + place) * weight.real(kernel + tap);
                        }
                    }
                }
            }
            return sum;
        }

        private int position(int[] at, int dim, int tap) {
            return at[dim + 2] * stride[dim] - padding[dim] + tap * dilation[dim];
        }

        private boolean inside(ReferenceTensor x, int[] at, int dim, int tap) {
            int position = position(at, dim, tap);
            return position >= 0 && position < x.size(dim + 2);
        }

        private int offset(ReferenceTensor x, int[] at, int dim, int tap) {
            return position(at, dim, tap) * x.stride(dim + 2);
        }
    }
}
