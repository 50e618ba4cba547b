package dev.vireo.engine.tck.sample;

import dev.vireo.engine.tck.sample.OpSample.Trait;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Quantize;
import dev.vireo.tensor.op.Update;
import java.util.ArrayList;
import java.util.List;

/** Samples of in-place writes, optimizer steps, and fake quantization. */
final class UpdateSamples {
    private final RandomValues draw = new RandomValues(8);
    private final SampleRows rows = new SampleRows("update");

    private UpdateSamples() {}

    static OpTable<List<OpSample>> table() {
        var samples = new UpdateSamples();
        samples.writes();
        samples.optimizers();
        samples.halfParameters();
        samples.scaling();
        samples.quantization();
        return samples.rows.build();
    }

    private void writes() {
        rows.add(new Update.CopyInto(), draw.normal(2, 3), draw.normal(2, 3))
                .add(new Update.CopyInto(), draw.normal(2, 3), draw.normal(3))
                .add(new Update.CopyInto(), draw.integers(DType.INT64, -9, 9, 3), Argument.of(1.75, -1.75, 3))
                .add(new Update.CopyInto(), draw.normal(3), draw.integers(DType.INT32, -9, 9, 3))
                .add(new Update.CopyInto(), draw.normal(0, 3), draw.normal(3))
                .add(new Update.CopyRowsInto(), draw.normal(5, 3), Argument.index(4, 0), draw.normal(2, 3))
                .add(new Update.CopyRowsInto(), draw.normal(5), Argument.index(1, 3, 2), draw.normal(3))
                .add(new Update.CopyRowsInto(), draw.normal(5, 2, 3), Argument.index(0), draw.normal(1, 2, 3))
                .add(new Update.CopyRowsInto(), draw.normal(5, 3), Argument.index(), draw.normal(0, 3))
                .add(new Update.AddInto(-0.5), draw.normal(2, 3), draw.normal(2, 3))
                .add(new Update.AddInto(2), draw.normal(2, 3), draw.normal(2, 1))
                .add(new Update.AddInto(3), draw.integers(DType.INT64, -9, 9, 4), draw.integers(DType.INT64, -9, 9, 4))
                .add(new Update.ScaleInto(0.25), draw.normal(2, 3))
                .add(new Update.ScaleInto(-2), draw.normal())
                .add(new Update.LerpInto(0.1), draw.normal(2, 3), draw.normal(2, 3))
                .add(new Update.LerpInto(0.9), draw.normal(2, 3), draw.normal(2, 3));
    }

    private void optimizers() {
        rows.add(sgd(0, 0, 0, false, true))
                .add(sgd(0, 0, 0.1, false, false))
                .add(sgd(0.9, 0, 0, false, true))
                .add(sgd(0.9, 0, 0.1, false, false))
                .add(sgd(0.9, 0.3, 0, false, false))
                .add(sgd(0.9, 0.3, 0, false, true))
                .add(sgd(0.9, 0, 0.1, true, false));
        for (boolean decoupled : new boolean[] {false, true}) {
            for (boolean amsgrad : new boolean[] {false, true}) {
                rows.add(adam(1, decoupled, amsgrad)).add(adam(7, decoupled, amsgrad));
            }
        }
    }

    /** Half parameters with float32 moments: a gradient of 1e-4 has a square that float16 rounds to 0. */
    private void halfParameters() {
        for (var half : List.of(DType.FLOAT16, DType.BFLOAT16)) {
            var parameter = values(half, 1, -2);
            var small = values(DType.FLOAT32, 1e-4, -1e-4);
            var square = values(DType.FLOAT32, 1e-11, 1e-11);
            rows.add(
                            new Update.FusedAdam(1, 3, 0.1, 0.9, 0.999, 1e-8, 0.1, true, false),
                            parameter,
                            small,
                            square,
                            small)
                    .add(new Update.FusedSgd(1, 0.1, 0.9, 0, 0, false, false), parameter, small, small)
                    .add(new Update.FusedSgd(1, 100, 0, 0, 0, false, false), parameter, small);
        }
    }

    private static Argument values(DType dtype, double... values) {
        return Argument.of(dtype, Shape.of(values.length), values);
    }

    private OpSample sgd(double momentum, double dampening, double decay, boolean nesterov, boolean first) {
        var op = new Update.FusedSgd(2, 0.1, momentum, dampening, decay, nesterov, first);
        return OpSample.of(op, groups(momentum == 0 ? 2 : 3, -1)).with(Trait.NO_HALF);
    }

    /**
     * The inputs are parameters, first moments, second moments, largest second moments and gradients. Second moments
     * are not negative.
     */
    private OpSample adam(long step, boolean decoupled, boolean amsgrad) {
        var op = new Update.FusedAdam(2, step, 0.01, 0.9, 0.99, 1e-8, 0.1, decoupled, amsgrad);
        return OpSample.of(op, amsgrad ? groups(5, 2, 3) : groups(4, 2)).with(Trait.NO_HALF);
    }

    private Argument[] groups(int count, int... positive) {
        var all = new ArrayList<Argument>();
        for (int group = 0; group < count; group++) {
            int index = group;
            boolean square = java.util.Arrays.stream(positive).anyMatch(each -> each == index);
            all.add(square ? draw.uniform(0.1, 1, 2, 3) : draw.normal(2, 3));
            all.add(square ? draw.uniform(0.1, 1, 4) : draw.normal(4));
        }
        return all.toArray(Argument[]::new);
    }

    private void scaling() {
        var scale = Argument.of(DType.FLOAT32, Shape.SCALAR, 8);
        var notFound = Argument.of(DType.FLOAT32, Shape.SCALAR, 0);
        var op = new Update.UnscaleAndCheck();
        rows.add(op, draw.normal(2, 3), draw.normal(4), scale, notFound)
                .add(op, Argument.of(1, Double.POSITIVE_INFINITY), draw.normal(4), scale, notFound)
                .add(op, Argument.of(1, Double.NaN), scale, notFound);
    }

    private void quantization() {
        var x = Argument.of(-9.3, -1.26, -0.13, 0, 0.38, 0.61, 1.13, 9.4).reshape(2, 4);
        var perChannel = Argument.of(0.25, 0.5);
        for (var sample : List.of(
                OpSample.of(new Quantize.FakeQuantize(-1, -8, 7), x, Argument.scalar(0.25), zero(Shape.SCALAR, 1)),
                OpSample.of(new Quantize.FakeQuantize(-1, 0, 255), x, Argument.scalar(0.05), zero(Shape.SCALAR, 128)),
                OpSample.of(new Quantize.FakeQuantize(0, -128, 127), x, perChannel, zero(Shape.of(2), 0, 3)),
                OpSample.of(
                        new Quantize.FakeQuantize(1, -8, 7),
                        x,
                        Argument.of(0.25, 0.5, 0.125, 1),
                        zero(Shape.of(4), 0, 0, 1, -1)))) {
            rows.add(sample.with(Trait.STRAIGHT_THROUGH, Trait.NO_HALF));
        }
    }

    private static Argument zero(Shape shape, double... values) {
        return Argument.of(DType.INT32, shape, values);
    }
}
