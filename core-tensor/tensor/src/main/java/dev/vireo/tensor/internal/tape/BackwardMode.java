package dev.vireo.tensor.internal.tape;

import dev.vireo.tensor.AutogradException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.internal.context.Casting;
import dev.vireo.tensor.internal.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * What holds on the thread during a backward pass, whatever held when it was called: gradients are recorded only where
 * they are to be differentiated again, new tensors are made on the engine of the gradients, and autocast is off, since
 * gradients have the types that forward chose.
 */
public final class BackwardMode implements AutoCloseable {
    private final Context context;
    private final boolean recording;
    private final @Nullable Engine engine;
    private final @Nullable Casting autocast;

    private BackwardMode(Context context) {
        this.context = context;
        this.recording = context.recording();
        this.engine = context.engine();
        this.autocast = context.casting();
    }

    public static BackwardMode open(boolean recording) {
        var context = Context.current();
        if (context.segment() instanceof ForwardSegment) {
            throw new AutogradException("backward: a checkpointed function keeps no graph to go back through; call it"
                    + " outside of Checkpoint.run");
        }
        var before = new BackwardMode(context);
        context.recording(recording);
        context.casting(null);
        return before;
    }

    /** Makes new tensors on the engine of a gradient that is next to pass on: a graph may span several. */
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
