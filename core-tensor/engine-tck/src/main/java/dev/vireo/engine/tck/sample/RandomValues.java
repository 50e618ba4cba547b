package dev.vireo.engine.tck.sample;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * Draws random values for samples. The seed is fixed, so that failures are reproducible. Values stay away from zero,
 * where many functions are not differentiable.
 */
public final class RandomValues {
    private static final double AWAY = 0.05;

    private final Random random;

    RandomValues(long seed) {
        random = new Random(seed);
    }

    /** Draws from the standard normal distribution, with absolute values of at least 0.05. */
    public Argument normal(long... shape) {
        return fill(shape, DType.FLOAT64, () -> {
            double value = random.nextGaussian();
            return value + Math.copySign(AWAY, value);
        });
    }

    /** Draws uniformly from [low, high), with absolute values of at least 0.05. */
    public Argument uniform(double low, double high, long... shape) {
        return fill(shape, DType.FLOAT64, () -> {
            double value;
            do {
                value = low + (high - low) * random.nextDouble();
            } while (Math.abs(value) < AWAY);
            return value;
        });
    }

    /** Draws values with distinct absolute values. Up to 128 of them are exact in every floating type. */
    public Argument distinct(long... shape) {
        var argument = fill(shape, DType.FLOAT64, () -> 0);
        var values = argument.values();
        for (int i = 0; i < values.length; i++) {
            int j = random.nextInt(i + 1);
            values[i] = values[j];
            values[j] = (i - values.length / 2) / 4.0 + 0.0625;
        }
        return argument;
    }

    /** Draws integers from {@code low} to {@code high}, inclusive. */
    public Argument integers(DType dtype, int low, int high, long... shape) {
        return fill(shape, dtype, () -> low + random.nextInt(high - low + 1));
    }

    /** Draws indices from 0 to size - 1. */
    public Argument indices(int size, long... shape) {
        return integers(DType.INT64, 0, size - 1, shape);
    }

    /** Draws bools. */
    public Argument bools(long... shape) {
        return integers(DType.BOOL, 0, 1, shape);
    }

    private static Argument fill(long[] shape, DType dtype, DoubleSupplier value) {
        var sizes = Shape.of(shape);
        var values = new double[(int) sizes.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.getAsDouble();
        }
        return new Argument(sizes, dtype, values);
    }
}
