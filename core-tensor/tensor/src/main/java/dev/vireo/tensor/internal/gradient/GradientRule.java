package dev.vireo.tensor.internal.gradient;

import dev.vireo.tensor.engine.FusedGradient.Saved;
import dev.vireo.tensor.op.Op;

/**
 * The vector-Jacobian product of an operation, written with tensor methods, so that it can be differentiated again.
 *
 * @param saved the inputs and results that {@code backward} reads
 * @param backward computes the gradient of each input that needs one
 * @param <O> the operation's type
 */
public record GradientRule<O extends Op>(Saved saved, Backward<O> backward) {
    /** Computes the gradients of the inputs. */
    @FunctionalInterface
    public interface Backward<O extends Op> {
        /** Computes the gradients and passes them to {@link Gradients#give}. */
        void apply(O op, Gradients gradients);
    }

    /** The rule of an operation that is not differentiable. */
    public static final GradientRule<Op> NOT_DIFFERENTIABLE = new GradientRule<>(Saved.NOTHING, (op, gradients) -> {});
}
