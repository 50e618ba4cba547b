package dev.vireo.engine.tck.sample;

import dev.vireo.engine.tck.sample.OpSample.Trait;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.op.Attention.ScaledDotProductAttention;
import dev.vireo.tensor.op.Convolution.Conv;
import dev.vireo.tensor.op.Convolution.ConvTranspose;
import dev.vireo.tensor.op.LinearAlgebra;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Quantize;
import java.util.List;

/** Samples of matrix products, attention, and convolutions over one to three dimensions. */
final class LinearAlgebraSamples {
    private final RandomValues draw = new RandomValues(5);
    private final SampleRows rows = new SampleRows("linear algebra");

    private LinearAlgebraSamples() {}

    static OpTable<List<OpSample>> table() {
        var samples = new LinearAlgebraSamples();
        samples.products();
        IntegerLimits.products(samples.rows.with(OpSample.Trait.INTEGER_LIMIT));
        samples.einsum();
        samples.convolutions();
        samples.transposed();
        samples.attention();
        return samples.rows.build();
    }

    private void products() {
        var matmul = new LinearAlgebra.MatMul();
        rows.add(matmul, draw.normal(2, 3), draw.normal(3, 4))
                .add(matmul, draw.normal(3), draw.normal(3))
                .add(matmul, draw.normal(3), draw.normal(3, 4))
                .add(matmul, draw.normal(2, 3), draw.normal(3))
                .add(matmul, draw.normal(5, 2, 3), draw.normal(5, 3, 4))
                .add(matmul, draw.normal(2, 1, 2, 3), draw.normal(3, 3, 2))
                .add(matmul, draw.normal(3), draw.normal(2, 3, 4))
                .add(matmul, draw.normal(2, 2, 3), draw.normal(3))
                .add(matmul, draw.normal(0, 3), draw.normal(3, 4))
                .add(matmul, draw.normal(2, 0), draw.normal(0, 4))
                .add(matmul, draw.normal(0, 2, 3), draw.normal(3, 2))
                .add(matmul, draw.integers(DType.INT64, -9, 9, 2, 3), draw.integers(DType.INT64, -9, 9, 3, 2));
        var linear = new LinearAlgebra.Linear();
        rows.add(linear, draw.normal(2, 3), draw.normal(4, 3))
                .add(linear, draw.normal(2, 3), draw.normal(4, 3), draw.normal(4))
                .add(linear, draw.normal(2, 2, 3), draw.normal(4, 3), draw.normal(4))
                .add(linear, draw.normal(3), draw.normal(4, 3), draw.normal(4))
                .add(linear, draw.normal(0, 3), draw.normal(4, 3), draw.normal(4));
        rows.add(
                        new Quantize.IntMatMul(),
                        draw.integers(DType.INT8, -128, 127, 32, 16),
                        draw.integers(DType.INT8, -128, 127, 16, 24))
                .add(
                        new Quantize.IntMatMul(),
                        draw.integers(DType.INT8, -128, 127, 3, 5),
                        draw.integers(DType.INT8, -128, 127, 5, 2));
    }

    private void einsum() {
        rows.add(new LinearAlgebra.Einsum("ij,jk->ik"), draw.normal(2, 3), draw.normal(3, 4))
                .add(new LinearAlgebra.Einsum("bij,bkj->bik"), draw.normal(2, 2, 3), draw.normal(2, 4, 3))
                .add(new LinearAlgebra.Einsum("i,j->ij"), draw.normal(3), draw.normal(2))
                .add(new LinearAlgebra.Einsum("ij,ij->"), draw.normal(2, 3), draw.normal(2, 3))
                .add(new LinearAlgebra.Einsum("ij,kj->ki"), draw.normal(2, 3), draw.normal(4, 3))
                .add(new LinearAlgebra.Einsum("ab,bc,cd->ad"), draw.normal(2, 3), draw.normal(3, 2), draw.normal(2, 4))
                .add(
                        new LinearAlgebra.Einsum("ij->ij"),
                        Argument.of(1, -2, 3, 0.5, 4, -1).reshape(2, 3))
                .add(
                        new LinearAlgebra.Einsum("ij->ji"),
                        Argument.of(1, -2, 3, 0.5, 4, -1).reshape(2, 3))
                .add(new LinearAlgebra.Einsum("ij,j->i"), draw.normal(0, 3), draw.normal(3))
                .add(new LinearAlgebra.Einsum("ijk,k->j"), draw.normal(2, 3, 2), draw.normal(2));
    }

    private void convolutions() {
        for (int d = 1; d <= 3; d++) {
            rows.add(conv(d, 1, 0, 1, 1), image(2, 3, d, 5), kernel(4, 3, d, 2), draw.normal(4))
                    .add(conv(d, 1, 0, 1, 1), image(1, 2, d, 4), kernel(2, 2, d, 3))
                    .add(conv(d, 2, 1, 1, 1), image(1, 2, d, 5), kernel(3, 2, d, 3), draw.normal(3));
        }
        for (int d = 1; d <= 2; d++) {
            rows.add(conv(d, 1, 2, 2, 1), image(1, 2, d, 5), kernel(2, 2, d, 3))
                    .add(conv(d, 1, 1, 1, 2), image(2, 4, d, 4), kernel(6, 2, d, 3), draw.normal(6))
                    .add(conv(d, 2, 1, 1, 3), image(1, 3, d, 5), kernel(3, 1, d, 3), draw.normal(3))
                    .add(conv(d, 1, 0, 1, 1), image(2, 3, d, 3), kernel(2, 3, d, 1), draw.normal(2));
        }
        rows.add(
                        new Conv(Dims.of(2, 1), Dims.of(0, 2), Dims.of(1, 2), 1),
                        draw.normal(1, 2, 6, 5),
                        draw.normal(3, 2, 2, 3))
                .add(conv(2, 1, 0, 1, 1), image(0, 3, 2, 5), kernel(4, 3, 2, 2), draw.normal(4));
    }

    private void transposed() {
        for (int d = 1; d <= 3; d++) {
            rows.add(transposed(d, 1, 0, 0, 1, 1), image(2, 3, d, 3), kernel(3, 2, d, 2), draw.normal(2))
                    .add(transposed(d, 2, 1, 1, 1, 1), image(1, 2, d, 3), kernel(2, 2, d, 3));
        }
        for (int d = 1; d <= 2; d++) {
            rows.add(transposed(d, 2, 0, 0, 1, 2), image(1, 4, d, 3), kernel(4, 2, d, 2), draw.normal(4))
                    .add(transposed(d, 1, 2, 0, 2, 1), image(1, 2, d, 4), kernel(2, 3, d, 3), draw.normal(3));
        }
        rows.add(transposed(2, 1, 0, 0, 1, 1), image(0, 3, 2, 3), kernel(3, 2, 2, 2))
                .add(transposed(1, 1, 0, 1, 2, 1), image(1, 2, 1, 4), kernel(2, 2, 1, 2));
    }

    private void attention() {
        var plain = new ScaledDotProductAttention(0.5, false);
        var causal = new ScaledDotProductAttention(0.5, true);
        rows.add(plain, draw.normal(2, 3, 4), draw.normal(2, 5, 4), draw.normal(2, 5, 4))
                .add(plain, draw.normal(3, 4), draw.normal(5, 4), draw.normal(5, 2))
                .add(plain, draw.normal(2, 2, 3, 4), draw.normal(2, 2, 3, 4), draw.normal(2, 2, 3, 4))
                .add(causal, draw.normal(2, 2, 4, 8), draw.normal(2, 2, 4, 8), draw.normal(2, 2, 4, 8))
                .add(causal, draw.normal(1, 3, 4), draw.normal(1, 5, 4), draw.normal(1, 5, 3))
                .add(plain, draw.normal(2, 1, 3, 4), draw.normal(3, 5, 4), draw.normal(3, 5, 4))
                .add(
                        plain,
                        draw.normal(2, 2, 3, 4),
                        draw.normal(2, 2, 5, 4),
                        draw.normal(2, 2, 5, 4),
                        Argument.of(DType.BOOL, Shape.of(3, 5), 1, 0, 1, 1, 0, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1))
                .add(plain, draw.normal(2, 3, 4), draw.normal(2, 3, 4), draw.normal(2, 3, 4), draw.normal(3, 3))
                .add(
                        plain,
                        draw.normal(1, 2, 4),
                        draw.normal(1, 3, 4),
                        draw.normal(1, 3, 4),
                        Argument.of(DType.BOOL, Shape.of(2, 3), 0, 0, 0, 1, 0, 1))
                .add(plain, draw.normal(0, 3, 4), draw.normal(0, 3, 4), draw.normal(0, 3, 4));
        rows.add(OpSample.of(
                        plain,
                        draw.normal(1, 2, 4),
                        draw.normal(1, 3, 4),
                        draw.normal(1, 3, 4),
                        Argument.of(DType.BOOL, Shape.of(2, 3), 1, 1, 1, 1, 0, 1))
                .with(Trait.NO_HALF));
    }

    private Argument image(long batch, long channels, int rank, long size) {
        var shape = Shape.of(batch, channels);
        for (int i = 0; i < rank; i++) {
            shape = shape.concat(Shape.of(rank == 3 ? Math.min(size, 4) : size + i));
        }
        return draw.normal(shape.toArray());
    }

    private Argument kernel(long first, long second, int rank, long size) {
        var shape = Shape.of(first, second);
        for (int i = 0; i < rank; i++) {
            shape = shape.concat(Shape.of(rank == 3 ? Math.min(size, 2) : size));
        }
        return draw.normal(shape.toArray());
    }

    private static Conv conv(int rank, int stride, int padding, int dilation, int groups) {
        return new Conv(Dims.filled(rank, stride), Dims.filled(rank, padding), Dims.filled(rank, dilation), groups);
    }

    private static ConvTranspose transposed(
            int rank, int stride, int padding, int outputPadding, int dilation, int groups) {
        return new ConvTranspose(
                Dims.filled(rank, stride),
                Dims.filled(rank, padding),
                Dims.filled(rank, outputPadding),
                Dims.filled(rank, dilation),
                groups);
    }
}
