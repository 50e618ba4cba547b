package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.decomposition.part.Edges;
import dev.vireo.tensor.op.Convolution;
import dev.vireo.tensor.op.OpTable;

/**
 * Decomposes transposed convolution to convolution: inserts zeros between the elements of the input and reverses the
 * kernel (Dumoulin and Visin, 2016, section 4).
 */
final class ConvolutionDecompositions {
    private ConvolutionDecompositions() {}

    static OpTable<Decomposition<?>> table() {
        return new DecompositionTable("convolution")
                .one(Convolution.ConvTranspose.class, ConvolutionDecompositions::transposed)
                .build();
    }

    private static Tensor transposed(Convolution.ConvTranspose op, Tensor[] in) {
        int spatial = op.stride().size();
        var x = in[0];
        for (int i = 0; i < spatial; i++) {
            x = Edges.apart(x, i + 2, op.stride().at(i));
            int reach = op.dilation().at(i) * Math.toIntExact(in[1].shape().size(i + 2) - 1);
            int before = reach - op.padding().at(i);
            x = Edges.constant(x, i + 2, before, before + op.outputPadding().at(i), 0);
        }
        var plain = new Convolution.Conv(Dims.filled(spatial, 1), Dims.filled(spatial, 0), op.dilation(), op.groups());
        var weight = reversed(in[1], op.groups());
        return in.length == 3 ? x.conv(plain, weight, in[2]) : x.conv(plain, weight);
    }

    /** Changes {@code [C, O / groups, ...]} to {@code [O, C / groups, ...]} and reverses the spatial dimensions. */
    private static Tensor reversed(Tensor weight, int groups) {
        var shape = weight.shape();
        int rank = shape.rank();
        var kernel = shape.slice(2, rank);
        var grouped = weight.reshape(Shape.of(groups, shape.size(0) / groups, shape.size(1))
                .concat(kernel)
                .toArray());
        var turned = grouped.transpose(1, 2)
                .reshape(Shape.of(groups * shape.size(1), shape.size(0) / groups)
                        .concat(kernel)
                        .toArray());
        return turned.flip(Dims.range(2, rank).toArray());
    }
}
