package dev.vireo.nn;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.GradMode;

/**
 * A function between the stored tensor of a parameter and the value that its block computes with: a low-rank update, a
 * pruning mask, fake quantization, weight normalization.
 *
 * <pre>{@code
 * final class Symmetric extends Parametrization {
 *     Symmetric() {
 *         super("symmetric");
 *     }
 *
 *     @Override protected Tensor materialize(Tensor base) {
 *         return base.triu(0).add(base.triu(1).transpose(0, 1));
 *     }
 * }
 *
 * net.parametrize("mixing.weight", new Symmetric());
 * }</pre>
 *
 * <p>It is a block: its own parameters and buffers are trained, saved and moved with the network, under
 * {@code <path>.<parameter>.<name>.<own name>}. The stored tensor keeps its name. The value is computed at each read, and
 * gradients flow to the stored tensor and to the own parameters. As {@code torch.nn.utils.parametrize}.
 */
public abstract class Parametrization extends Block {
    private final String name;

    /**
     * Names the parametrization.
     *
     * @param name in the paths of its parameters, as {@code lora} in {@code head.weight.lora.a}; no dots
     */
    protected Parametrization(String name) {
        this.name = Members.requireName(name);
    }

    /** The name in the paths of its parameters. */
    public final String name() {
        return name;
    }

    /**
     * Computes the value from the stored tensor, or from what the parametrization before this one has made of it. Shape
     * and type stay the same.
     */
    protected abstract Tensor materialize(Tensor base);

    final Tensor apply(Tensor base) {
        return run(this, parametrization -> parametrization.materialize(base), base);
    }

    /** Prepares for a parameter of a block: moves to its device and type, and checks that the value fits. */
    final void attach(Block owner, Parameter parameter) {
        var base = parameter.stored();
        to(base.engine()).to(base.device(), base.dtype());
        attached(parameter.name() + "." + name);
        mode().follow(owner.mode());
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            var value = apply(parameter.value());
            if (!value.spec().equals(base.spec())) {
                throw new VireoException("parametrize: '" + name + "' makes " + value.spec() + " of " + parameter
                        + ", which is " + base.spec() + "; expected the same shape and type");
            }
        }
    }
}
