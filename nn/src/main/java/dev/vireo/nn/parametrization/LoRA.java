package dev.vireo.nn.parametrization;

import dev.vireo.nn.Parameter;
import dev.vireo.nn.Parametrization;
import dev.vireo.nn.init.Fan;
import dev.vireo.nn.init.Initializers;
import dev.vireo.nn.internal.LayerChecks;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;

/**
 * Low-rank adaptation: weight + (alpha / rank) b a. Freeze the network first, so that only a and b are trained:
 *
 * <pre>{@code
 * net.freeze();
 * var weight = net.parameter("head.weight");
 * weight.parametrize(new LoRA(weight.stored(), 8, 16));
 * }</pre>
 *
 * <p>For a weight {@code [out, in, kernel...]} a is {@code [rank, in * kernel]}, drawn as Kaiming uniform, and b is
 * {@code [out, rank]}, zeros at first, so that training starts from the network as it is. (Hu et al. 2021, <a
 * href="https://arxiv.org/abs/2106.09685">LoRA</a>)
 */
public final class LoRA extends Parametrization {
    private final Parameter a;
    private final Parameter b;
    private final double scale;

    /**
     * Named {@code lora}.
     *
     * @param weight the stored tensor that it is for
     * @param alpha the update is multiplied by alpha / rank
     * @throws dev.vireo.tensor.VireoException if the rank is not positive
     * @throws dev.vireo.tensor.ShapeException if the weight has fewer than two dimensions
     */
    public LoRA(Tensor weight, int rank, double alpha) {
        this("lora", weight, rank, alpha);
    }

    /** With a name, for a second one on the same weight. */
    public LoRA(String name, Tensor weight, int rank, double alpha) {
        super(name);
        LayerChecks.atLeast(1, "LoRA", "rank", rank);
        long in = Fan.of(weight.shape()).in();
        scale = alpha / rank;
        a = parameter("a", Initializers.kaimingUniform(Shape.of(rank, in), Fan.Mode.IN, Math.sqrt(1.0 / 3)));
        b = parameter("b", Tensor.zeros(weight.shape().size(0), rank));
    }

    @Override
    protected Tensor materialize(Tensor base) {
        var update = b.value().matmul(a.value()).mul(scale); // [out, in * kernel]
        return base.add(update.reshape(base.shape().toArray()));
    }
}
