package dev.vireo.engine.tck.sample;

import dev.vireo.engine.tck.sample.OpSample.Trait;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Random;
import dev.vireo.tensor.op.Regularization;
import java.util.List;

/** Samples of random operations. Engines draw different values, so the distributions are tested separately. */
final class RandomSamples {
    private static final long SEED = 42;

    private RandomSamples() {}

    static OpTable<List<OpSample>> table() {
        var draw = new RandomValues(9);
        var rows = new SampleRows("random");
        for (var dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.BFLOAT16, DType.FLOAT16)) {
            add(rows, new Random.RandomUniform(spec(dtype, 40, 30), -1, 3, SEED));
            add(rows, new Random.RandomNormal(spec(dtype, 40, 30), 1, 2, SEED));
        }
        for (var dtype : List.of(DType.INT64, DType.INT32, DType.INT16, DType.INT8)) {
            add(rows, new Random.RandomInteger(spec(dtype, 40, 30), -5, 6, SEED));
        }
        add(rows, new Random.RandomInteger(spec(DType.UINT8, 40, 30), 3, 9, SEED));
        add(rows, new Random.RandomPermutation(spec(DType.INT64, 50), SEED));
        add(rows, new Random.RandomPermutation(spec(DType.INT64, 0), SEED));
        add(rows, new Random.RandomUniform(spec(DType.FLOAT32, 0, 3), 0, 1, SEED));
        for (var dtype : List.of(DType.FLOAT32, DType.BOOL, DType.INT64)) {
            add(rows, new Random.Bernoulli(dtype, SEED), draw.uniform(0.1, 0.9, 40, 30));
        }
        add(rows, new Random.Bernoulli(DType.BOOL, SEED), Argument.of(0, 1, 0, 1));
        add(rows, new Random.Multinomial(500, true, SEED), Argument.of(1, 0, 3, 4));
        add(
                rows,
                new Random.Multinomial(3, false, SEED),
                Argument.of(1, 2, 3, 4, 1, 0, 5, 6).reshape(2, 4));
        add(rows, new Regularization.Dropout(0.25, SEED), draw.uniform(1, 2, 40, 30));
        add(rows, new Regularization.Dropout(0, SEED), draw.normal(3, 4));
        add(rows, new Regularization.Dropout(1, SEED), draw.normal(3, 4));
        add(rows, new Regularization.Dropout(0.5, SEED), draw.normal(0, 4));
        return rows.build();
    }

    private static void add(SampleRows rows, dev.vireo.tensor.op.Op op, Argument... inputs) {
        rows.add(OpSample.of(op, inputs).with(Trait.RANDOM));
    }

    private static TensorSpec spec(DType dtype, long... shape) {
        return new TensorSpec(Shape.of(shape), dtype, Device.CPU);
    }
}
