package dev.vireo.tensor.internal.tape;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.autograd.AutogradException;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.internal.context.CastCache;
import dev.vireo.tensor.internal.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the thread during a backward pass, independent of those of its caller: gradients are recorded only if
 * a graph is created, new tensors are created on the engine of the gradients, and autocast is off, because forward has
 * already chosen the types.
 */
public final class BackwardMode implements AutoCloseable {
    private final Context context;
    private final boolean recording;
    private final @Nullable Engine engine;
    private final @Nullable CastCache autocast;

    private BackwardMode(Context context) {
        this.context = context;
        this.recording = context.recording();
        this.engine = context.engine();
        this.autocast = context.casting();
    }

    /**
     * Changes the settings until closed.
     *
     * @param recording whether gradients are recorded themselves
     */
    public static BackwardMode open(boolean recording) {
        var context = Context.current();
        if (context.segment() instanceof ForwardSegment) {
            throw new AutogradException("backward: a recomputed function keeps no graph to go back through; call it"
                    + " outside of Recomputation.run");
        }
        var before = new BackwardMode(context);
        context.recording(recording);
        context.casting(null);
        return before;
    }

    /** Creates new tensors on the engine of the next gradient, because a graph may span several engines. */
    public void follow(Tensor gradient) {
        context.engine(gradient.engine());
    }

    @Override
    public void close() {
        context.recording(recording);
        context.engine(engine);
        context.casting(autocast);
    }
}
