package dev.vireo.nn;

import dev.vireo.nn.internal.Arguments;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;

/** x {@code [..., in]} to x weight^T + bias, {@code [..., out]}; weight {@code [out, in]}, bias {@code [out]}. As {@code torch.nn.Linear}. */
public final class Linear extends Layer {
    private final boolean bias;

    public Linear(long in, long out) {
        this(in, out, true);
    }

    /**
     * @throws dev.vireo.tensor.VireoException if a size is not positive
     */
    public Linear(long in, long out, boolean bias) {
        Arguments.atLeast(1, "Linear", "in", in);
        Arguments.atLeast(1, "Linear", "out", out);
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
