package dev.vireo.training.precision;

import dev.vireo.tensor.Tensor;
import java.util.List;

/**
 * Keeps small float16 gradients from vanishing: the loss is multiplied by a scale before backward, the gradients are
 * divided by it after. The scale halves after a step whose gradients are not all finite, and doubles after 2,000 clean
 * ones, as in {@code torch.amp.GradScaler}.
 *
 * <pre>{@code
 * scaler.scale(loss).backward();
 * if (scaler.unscale(optimizer.parameters())) {
 *     optimizer.step();
 * } else {
 *     optimizer.clearGradients();
 * }
 * }</pre>
 */
public final class LossScaler {
    private static final double FIRST_SCALE = 65536;
    private static final double GROWTH = 2;
    private static final double BACKOFF = 0.5;
    private static final int GROWTH_INTERVAL = 2000;

    private final boolean dynamic;
    private State state;

    /**
     * The state that a checkpoint saves.
     *
     * @param scale that losses are multiplied by
     * @param cleanSteps how many steps had finite gradients since the scale was last changed
     */
    public record State(double scale, int cleanSteps) {}

    private LossScaler(boolean dynamic, State state) {
        this.dynamic = dynamic;
        this.state = state;
    }

    /** Begins with a scale of 65,536. */
    public static LossScaler dynamic() {
        return new LossScaler(true, new State(FIRST_SCALE, 0));
    }

    /** Leaves losses and gradients as they are; every step counts as clean. */
    public static LossScaler none() {
        return new LossScaler(false, new State(1, 0));
    }

    /** Whether the scale changes, so that steps whose gradients overflow are skipped. */
    public boolean isDynamic() {
        return dynamic;
    }

    /** The loss times the scale. */
    public Tensor scale(Tensor loss) {
        return dynamic ? loss.mul(state.scale()) : loss;
    }

    /**
     * Divides all gradients by the scale, then adapts the scale.
     *
     * @return whether all gradients are finite: whether to make the step
     */
    public boolean unscale(List<Tensor> parameters) {
        if (!dynamic) {
            return true;
        }
        boolean finite = GradientScale.divideAndCheck(parameters, state.scale());
        state = finite ? grown() : new State(state.scale() * BACKOFF, 0);
        return finite;
    }

    /** The current scale. */
    public State state() {
        return state;
    }

    /** Continues from a saved state. */
    public void resume(State saved) {
        state = saved;
    }

    private State grown() {
        int clean = state.cleanSteps() + 1;
        if (clean < GROWTH_INTERVAL) {
            return new State(state.scale(), clean);
        }
        double larger = state.scale() * GROWTH;
        return new State(larger <= Float.MAX_VALUE ? larger : state.scale(), 0);
    }
}
