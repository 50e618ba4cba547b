package dev.vireo.tensor.internal.gradient;

import dev.vireo.tensor.engine.FusedGradient.Saved;
import dev.vireo.tensor.op.Op;

/**
 * The vector-Jacobian product of an operation, written with tensor methods, so that it can be differentiated again.
 *
 * @param saved what {@code backward} reads of the inputs and results
 * @param backward gives each input that needs it its gradient
 * @param <O> the operation's type
 */
public record GradientRule<O extends Op>(Saved saved, Backward<O> backward) {
    /** The formula itself. */
    @FunctionalInterface
    public interface Backward<O extends Op> {
        void apply(O op, Gradients gradients);
    }

    /** The rule of an operation whose results do not depend smoothly on its inputs. */
    public static final GradientRule<Op> NOT_DIFFERENTIABLE = new GradientRule<>(Saved.NOTHING, (op, gradients) -> {});
}
