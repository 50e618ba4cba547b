package dev.vireo.nn;

import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;

/** x {@code [..., in]} to x weight^T + bias, {@code [..., out]}; weight {@code [out, in]}, bias {@code [out]}. */
public final class Linear extends Layer {
    private final boolean bias;

    public Linear(long in, long out) {
        this(in, out, true);
    }

    public Linear(long in, long out, boolean bias) {
        this.bias = bias;
        parameter("weight", Initializers.fanIn(Shape.of(out, in), in));
        if (bias) {
            parameter("bias", Initializers.fanIn(Shape.of(out), in));
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        return bias ? x.linear(value("weight"), value("bias")) : x.linear(value("weight"));
    }
}
