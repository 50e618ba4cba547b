package dev.vireo.nn;

import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;

/** First values of parameters, drawn in Java: with one seed the same on every engine. */
public final class Initializers {
    private Initializers() {}

    /** Uniform in (-bound, bound). */
    public static Tensor uniform(Shape shape, double bound) {
        var generator = Generator.current();
        var values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * generator.nextDouble() - 1) * bound);
        }
        return Tensor.of(values, shape.toArray());
    }

    /** Normal with mean 0. */
    public static Tensor normal(Shape shape, double standardDeviation) {
        var generator = Generator.current();
        var values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (generator.nextGaussian() * standardDeviation);
        }
        return Tensor.of(values, shape.toArray());
    }

    /** Uniform in (-1 / sqrt(fanIn), 1 / sqrt(fanIn)): PyTorch's choice for linear and convolutional layers. */
    public static Tensor fanIn(Shape shape, long fanIn) {
        return uniform(shape, 1 / Math.sqrt(fanIn));
    }

    /** Normal with standard deviation sqrt(2 / fanIn), for layers before a ReLU (He et al. 2015). */
    public static Tensor kaimingNormal(Shape shape, long fanIn) {
        return normal(shape, Math.sqrt(2.0 / fanIn));
    }

    /** Uniform in (-a, a) with a = sqrt(6 / (fanIn + fanOut)) (Glorot and Bengio 2010). */
    public static Tensor xavierUniform(Shape shape, long fanIn, long fanOut) {
        return uniform(shape, Math.sqrt(6.0 / (fanIn + fanOut)));
    }
}
