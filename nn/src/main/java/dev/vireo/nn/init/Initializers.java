package dev.vireo.nn.init;

import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.GradMode;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Creates initial values of parameters: float32, drawn in Java, so that one seed gives the same values on every engine.
 * Weights are {@code [out, in, kernel...]}.
 */
public final class Initializers {
    private Initializers() {}

    /** Overwrites a parameter with new initial values: {@code initialize(weight, Initializers::orthogonal)}. */
    public static void initialize(Tensor parameter, Function<Shape, Tensor> initializer) {
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            parameter.assign(initializer.apply(parameter.shape()));
        }
    }

    /** Zeros. */
    public static Tensor zeros(Shape shape) {
        return constant(shape, 0);
    }

    /** Ones. */
    public static Tensor ones(Shape shape) {
        return constant(shape, 1);
    }

    /** A constant. */
    public static Tensor constant(Shape shape, double value) {
        return filled(shape, () -> value);
    }

    /** Uniform in (-bound, bound). */
    public static Tensor uniform(Shape shape, double bound) {
        return uniform(shape, -bound, bound);
    }

    /** Uniform in [low, high). */
    public static Tensor uniform(Shape shape, double low, double high) {
        var generator = Generator.current();
        return filled(shape, () -> low + (high - low) * generator.nextDouble());
    }

    /** Normal with mean 0. */
    public static Tensor normal(Shape shape, double standardDeviation) {
        return normal(shape, 0, standardDeviation);
    }

    /** Normal with the given mean. */
    public static Tensor normal(Shape shape, double mean, double standardDeviation) {
        var generator = Generator.current();
        return filled(shape, () -> mean + standardDeviation * generator.nextGaussian());
    }

    /** Normal with mean 0, truncated at two standard deviations. */
    public static Tensor truncatedNormal(Shape shape, double standardDeviation) {
        return truncatedNormal(shape, 0, standardDeviation, -2 * standardDeviation, 2 * standardDeviation);
    }

    /**
     * Normal, truncated to [low, high] by drawing again.
     *
     * @throws VireoException if almost no draw is in the range: the mean is more than 4 standard deviations outside
     */
    public static Tensor truncatedNormal(Shape shape, double mean, double standardDeviation, double low, double high) {
        if (!(low < high) || mean < low - 4 * standardDeviation || mean > high + 4 * standardDeviation) {
            throw new VireoException("truncatedNormal: [" + low + ", " + high + "] contains almost nothing of a normal"
                    + " distribution around " + mean + " with standard deviation " + standardDeviation);
        }
        var generator = Generator.current();
        return filled(shape, () -> {
            double value;
            do {
                value = mean + standardDeviation * generator.nextGaussian();
            } while (value < low || value > high);
            return value;
        });
    }

    /** Uniform in (-1 / sqrt(fanIn), 1 / sqrt(fanIn)), PyTorch's default for linear and convolutional layers. */
    public static Tensor fanIn(Shape shape, long fanIn) {
        return uniform(shape, 1 / Math.sqrt(fanIn));
    }

    /** As {@link #xavierUniform(Shape, double)} for layers without an activation. */
    public static Tensor xavierUniform(Shape weight) {
        return xavierUniform(weight, Gain.LINEAR);
    }

    /** Uniform in +-gain sqrt(6 / (fan in + fan out)) (Glorot and Bengio, 2010). */
    public static Tensor xavierUniform(Shape weight, double gain) {
        return uniform(weight, Math.sqrt(3) * xavier(weight, gain));
    }

    /** As {@link #xavierNormal(Shape, double)} for layers without an activation. */
    public static Tensor xavierNormal(Shape weight) {
        return xavierNormal(weight, Gain.LINEAR);
    }

    /** Normal with standard deviation gain sqrt(2 / (fan in + fan out)) (Glorot and Bengio, 2010). */
    public static Tensor xavierNormal(Shape weight, double gain) {
        return normal(weight, xavier(weight, gain));
    }

    /** As {@link #kaimingUniform(Shape, Fan.Mode, double)} with the fan in, for layers followed by a ReLU. */
    public static Tensor kaimingUniform(Shape weight) {
        return kaimingUniform(weight, Fan.Mode.IN, Gain.RELU);
    }

    /** Uniform in +-gain sqrt(3 / fan) (He et al., 2015). */
    public static Tensor kaimingUniform(Shape weight, Fan.Mode mode, double gain) {
        return uniform(weight, gain * Math.sqrt(3.0 / Fan.of(weight).by(mode)));
    }

    /** As {@link #kaimingNormal(Shape, Fan.Mode, double)} with the fan in, for layers followed by a ReLU. */
    public static Tensor kaimingNormal(Shape weight) {
        return kaimingNormal(weight, Fan.Mode.IN, Gain.RELU);
    }

    /** Normal with standard deviation gain / sqrt(fan) (He et al., 2015). */
    public static Tensor kaimingNormal(Shape weight, Fan.Mode mode, double gain) {
        return normal(weight, gain / Math.sqrt(Fan.of(weight).by(mode)));
    }

    /** As {@link #orthogonal(Shape, double)} with gain 1. */
    public static Tensor orthogonal(Shape weight) {
        return orthogonal(weight, 1);
    }

    /**
     * A matrix {@code [out, in * kernel]} with orthonormal rows (or columns, if there are more rows), times the gain
     * (Saxe et al., 2013).
     */
    public static Tensor orthogonal(Shape weight, double gain) {
        return Orthogonal.draw(weight, gain);
    }

    private static double xavier(Shape weight, double gain) {
        var fan = Fan.of(weight);
        return gain * Math.sqrt(2.0 / (fan.in() + fan.out()));
    }

    private static Tensor filled(Shape shape, DoubleSupplier draw) {
        var values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) draw.getAsDouble();
        }
        return Tensor.of(values, shape.toArray());
    }
}
