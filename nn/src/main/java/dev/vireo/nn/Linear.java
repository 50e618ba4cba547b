package dev.vireo.nn;

import dev.vireo.nn.init.Initializers;
import dev.vireo.nn.internal.LayerChecks;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Applies a linear map: x {@code [..., in]} to x weight^T + bias, {@code [..., out]}, with weight {@code [out, in]} and
 * bias {@code [out]}. As {@code torch.nn.Linear}.
 */
public final class Linear extends Layer {
    private final Parameter weight;
    private final @Nullable Parameter bias;

    /** Creates a linear layer with a bias. */
    public Linear(long in, long out) {
        this(in, out, true);
    }

    /**
     * Creates a linear layer.
     *
     * @param bias whether there is a bias
     * @throws dev.vireo.tensor.VireoException if a size is not positive
     */
    public Linear(long in, long out, boolean bias) {
        LayerChecks.atLeast(1, "Linear", "in", in);
        LayerChecks.atLeast(1, "Linear", "out", out);
        weight = parameter("weight", Initializers.fanIn(Shape.of(out, in), in));
        this.bias = bias ? parameter("bias", Initializers.fanIn(Shape.of(out), in)) : null;
    }

    @Override
    public Tensor forward(Tensor x) {
        return bias == null ? x.linear(weight.value()) : x.linear(weight.value(), bias.value());
    }
}
