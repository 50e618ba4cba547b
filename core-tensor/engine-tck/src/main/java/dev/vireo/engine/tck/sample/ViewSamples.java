package dev.vireo.engine.tck.sample;

import dev.vireo.engine.tck.sample.OpSample.Trait;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.Creation;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.op.Rearrange.PadMode;
import dev.vireo.tensor.op.View;
import java.util.List;

/** Samples of views, conversions, creation, and concatenation. */
final class ViewSamples {
    private final RandomValues draw = new RandomValues(3);
    private final SampleRows rows = new SampleRows("view");

    private ViewSamples() {}

    static OpTable<List<OpSample>> table() {
        var samples = new ViewSamples();
        samples.views();
        samples.conversions();
        IntegerLimits.casts(samples.rows.with(OpSample.Trait.INTEGER_LIMIT));
        samples.creation();
        samples.joins();
        samples.pads();
        samples.orders();
        return samples.rows.build();
    }

    private void views() {
        rows.add(new View.Reshape(Shape.of(3, 4)), draw.normal(2, 6))
                .add(new View.Reshape(Shape.SCALAR), draw.normal(1, 1))
                .add(new View.Reshape(Shape.of(3, 0)), draw.normal(0, 2))
                .add(new View.Reshape(Shape.of(6)), draw.integers(DType.INT32, -9, 9, 2, 3))
                .add(new View.Flatten(1, 2), draw.normal(2, 3, 4))
                .add(new View.Flatten(0, 0), draw.normal())
                .add(new View.Flatten(0, 1), draw.normal(0, 3))
                .add(new View.Permute(Dims.of(2, 0, 1)), draw.normal(2, 3, 4))
                .add(new View.Permute(Dims.of(1, 0)), draw.bools(2, 3))
                .add(new View.Permute(Dims.of()), draw.normal())
                .add(new View.Expand(Shape.of(2, 3)), draw.normal(2, 1))
                .add(new View.Expand(Shape.of(4, 2, 3)), draw.normal(3))
                .add(new View.Expand(Shape.of(2, 2)), draw.normal())
                .add(new View.Expand(Shape.of(0, 3)), draw.normal(1, 3))
                .add(new View.Unsqueeze(1), draw.normal(2, 3))
                .add(new View.Unsqueeze(0), draw.normal())
                .add(new View.Unsqueeze(2), draw.integers(DType.INT8, -9, 9, 2, 3))
                .add(new View.Squeeze(1), draw.normal(2, 1, 3))
                .add(new View.Squeeze(0), draw.normal(1))
                .add(new View.Slice(0, 1, 3, 1), draw.normal(4, 3))
                .add(new View.Slice(1, 0, 5, 2), draw.normal(2, 5))
                .add(new View.Slice(1, 1, 6, 3), draw.integers(DType.INT64, -9, 9, 2, 6))
                .add(new View.Slice(0, 2, 2, 1), draw.normal(4, 3));
    }

    private void conversions() {
        for (var dtype : DType.values()) {
            if (!dtype.isFloating()) {
                rows.add(OpSample.of(new Conversion.Cast(dtype), Argument.of(0.5, 1.75, 7, 0, 100.25)))
                        .add(new Conversion.Cast(dtype), draw.integers(DType.INT64, 0, 100, 2, 3))
                        .add(new Conversion.Cast(dtype), draw.bools(5));
            }
            rows.add(OpSample.of(new Conversion.Cast(DType.FLOAT32), draw.integers(dtype, 0, 1, 2, 3))
                    .with(Trait.NO_GRADIENT));
        }
        for (var dtype : List.of(DType.FLOAT16, DType.BFLOAT16)) {
            var edges = Argument.of(1.0 / 3, 65504, 65520, 1e-7, -1e-8, 3e38, Double.NaN, Double.NEGATIVE_INFINITY);
            rows.add(OpSample.of(new Conversion.Cast(dtype), edges).with(Trait.NO_GRADIENT));
        }
        rows.add(OpSample.of(new Conversion.Cast(DType.INT8), Argument.of(-1.75, -0.5, -100)))
                .add(new Conversion.Cast(DType.INT8), Argument.index(127, 128, -129, 300))
                .add(new Conversion.Cast(DType.UINT8), Argument.index(-1, 255, 256))
                .add(new Conversion.Cast(DType.BOOL), Argument.of(0, -0.0, 1e-7, Double.NaN, -3))
                .add(new Conversion.Cast(DType.FLOAT64), draw.normal(2, 3))
                .add(new Conversion.ToDevice(Device.CPU), draw.normal(2, 3))
                .add(new Conversion.ToDevice(Device.CPU), draw.integers(DType.INT16, -9, 9, 4));
        for (var op : List.of(new Conversion.Copy(), new Conversion.Contiguous())) {
            rows.add(op, draw.normal(2, 3))
                    .add(op, draw.normal())
                    .add(op, draw.normal(0, 3))
                    .add(op, draw.integers(DType.INT16, -9, 9, 4))
                    .add(op, draw.bools(2, 2));
        }
    }

    private void creation() {
        for (var dtype : DType.values()) {
            rows.add(new Creation.Full(new TensorSpec(Shape.of(2, 3), dtype, Device.CPU), 1))
                    .add(new Creation.Full(new TensorSpec(Shape.of(0), dtype, Device.CPU), 1));
            if (dtype != DType.BOOL) {
                rows.add(new Creation.Arange(new TensorSpec(Shape.of(5), dtype, Device.CPU), 3, 2));
            }
        }
        rows.add(new Creation.Full(new TensorSpec(Shape.SCALAR, DType.FLOAT64, Device.CPU), Double.NEGATIVE_INFINITY))
                .add(new Creation.Full(new TensorSpec(Shape.of(2), DType.INT32, Device.CPU), -7))
                .add(new Creation.Arange(new TensorSpec(Shape.of(4), DType.FLOAT64, Device.CPU), 1, -0.25))
                .add(new Creation.Arange(new TensorSpec(Shape.of(0), DType.INT64, Device.CPU), 1, 1));
    }

    private void joins() {
        rows.add(new Rearrange.Concat(0), draw.normal(2, 3), draw.normal(1, 3))
                .add(new Rearrange.Concat(1), draw.normal(2, 3), draw.normal(2, 0), draw.normal(2, 2))
                .add(new Rearrange.Concat(0), draw.normal(3))
                .add(new Rearrange.Concat(0), draw.integers(DType.INT64, -9, 9, 2), draw.normal(2))
                .add(new Rearrange.Concat(0), draw.bools(2), draw.bools(3))
                .add(new Rearrange.Stack(0), draw.normal(2, 3), draw.normal(2, 3))
                .add(new Rearrange.Stack(2), draw.normal(2, 3), draw.normal(2, 3), draw.normal(2, 3))
                .add(new Rearrange.Stack(0), draw.normal(), draw.normal())
                .add(new Rearrange.Stack(1), draw.normal(0, 3), draw.normal(0, 3))
                .add(
                        new Rearrange.Stack(0),
                        draw.integers(DType.INT32, -9, 9, 2),
                        draw.integers(DType.INT64, -9, 9, 2));
    }

    private void pads() {
        rows.add(pad(PadMode.CONSTANT, 0.5, Dims.of(1, 0), Dims.of(0, 2)), draw.normal(2, 3))
                .add(pad(PadMode.CONSTANT, 0, Dims.of(-1, 1), Dims.of(1, -2)), draw.normal(3, 4))
                .add(pad(PadMode.CONSTANT, 0, Dims.of(2), Dims.of(1)), draw.normal(0))
                .add(pad(PadMode.CONSTANT, 0, Dims.of(0, 0), Dims.of(0, 0)), draw.normal(2, 3))
                .add(pad(PadMode.CONSTANT, 7, Dims.of(1), Dims.of(1)), draw.integers(DType.INT64, -9, 9, 3))
                .add(OpSample.of(
                                pad(PadMode.CONSTANT, Double.NEGATIVE_INFINITY, Dims.of(1, 1), Dims.of(0, 0)),
                                draw.normal(2, 2))
                        .with(Trait.NO_GRADIENT));
        for (var mode : List.of(PadMode.REFLECT, PadMode.REPLICATE, PadMode.CIRCULAR)) {
            rows.add(pad(mode, 0, Dims.of(0, 0, 2), Dims.of(0, 0, 1)), draw.normal(2, 2, 4))
                    .add(pad(mode, 0, Dims.of(0, 0, 1, 2), Dims.of(0, 0, 2, 0)), draw.normal(2, 1, 3, 4))
                    .add(pad(mode, 0, Dims.of(0, 0, 1, 1, 0), Dims.of(0, 0, 0, 1, 1)), draw.normal(1, 1, 2, 3, 2))
                    .add(pad(mode, 0, Dims.of(1, 0), Dims.of(0, 1)), draw.normal(3, 2));
        }
    }

    private void orders() {
        rows.add(new Rearrange.Flip(Dims.of(0)), draw.normal(3, 2))
                .add(new Rearrange.Flip(Dims.of(0, 2)), draw.normal(2, 3, 2))
                .add(new Rearrange.Flip(Dims.of(0)), draw.integers(DType.INT64, -9, 9, 4))
                .add(new Rearrange.Flip(Dims.of(0)), draw.normal(0, 2))
                .add(new Rearrange.Roll(Dims.of(1), Dims.of(0)), draw.normal(3, 2))
                .add(new Rearrange.Roll(Dims.of(-2, 5), Dims.of(0, 1)), draw.normal(3, 4))
                .add(new Rearrange.Roll(Dims.of(3), Dims.of(1)), draw.normal(2, 0))
                .add(new Rearrange.Repeat(Dims.of(2, 3)), draw.normal(2, 2))
                .add(new Rearrange.Repeat(Dims.of(0, 1)), draw.normal(2, 2))
                .add(new Rearrange.Repeat(Dims.of(2)), draw.integers(DType.INT32, -9, 9, 3))
                .add(new Rearrange.RepeatInterleave(3, 1), draw.normal(2, 2))
                .add(new Rearrange.RepeatInterleave(2, 0), draw.integers(DType.INT64, -9, 9, 3))
                .add(new Rearrange.RepeatInterleave(2, 0), draw.normal(0, 2));
        rows.add(new Rearrange.Flip(Dims.of()), draw.normal(2, 3)) // flipping no dimension still copies
                .add(new Rearrange.Roll(Dims.of(0), Dims.of(1)), draw.normal(2, 3))
                .add(new Rearrange.Repeat(Dims.of(1, 1)), draw.normal(2, 3))
                .add(new Rearrange.RepeatInterleave(1, 0), draw.normal(2, 3));
        for (int diagonal : new int[] {0, 1, -1, 5}) {
            rows.add(new Rearrange.Tril(diagonal), draw.normal(3, 4))
                    .add(new Rearrange.Triu(diagonal), draw.normal(3, 4))
                    .add(new Rearrange.Diagonal(diagonal), draw.normal(2, 3, 4));
        }
        rows.add(new Rearrange.Tril(0), draw.integers(DType.INT64, -9, 9, 2, 3, 3))
                .add(new Rearrange.Triu(0), draw.bools(3, 3))
                .add(new Rearrange.Tril(0), draw.normal(0, 3))
                .add(new Rearrange.Triu(0), draw.normal(0, 3))
                .add(new Rearrange.Diagonal(-1), draw.normal(4, 2));
        rows.add(unfold(2, 1, 0, 1), draw.normal(2, 3, 4, 5))
                .add(unfold(3, 2, 1, 1), draw.normal(1, 2, 5, 6))
                .add(unfold(2, 1, 1, 2), draw.normal(1, 2, 4, 4))
                .add(
                        new Rearrange.Unfold(Dims.of(1, 1), Dims.of(1, 1), Dims.of(0, 0), Dims.of(1, 1)),
                        draw.normal(2, 3, 2, 2));
    }

    private static Rearrange.Pad pad(PadMode mode, double value, Dims before, Dims after) {
        return new Rearrange.Pad(before, after, mode, value);
    }

    private static Rearrange.Unfold unfold(int kernel, int stride, int padding, int dilation) {
        return new Rearrange.Unfold(
                Dims.of(kernel, kernel + 1), Dims.filled(2, stride), Dims.filled(2, padding), Dims.filled(2, dilation));
    }
}
