package dev.vireo.tensor;

import dev.vireo.tensor.engine.Engine;
import org.jspecify.annotations.Nullable;

/**
 * What holds on the thread during a backward pass, whatever held when it was called: gradients are recorded only where
 * they are to be differentiated again, new tensors are made on the engine of the gradients, and autocast is off, since
 * gradients have the types that forward chose.
 */
final class BackwardMode implements AutoCloseable {
    private final Context context;
    private final boolean recording;
    private final @Nullable Engine engine;
    private final @Nullable Autocast autocast;

    private BackwardMode(Context context) {
        this.context = context;
        this.recording = context.recording;
        this.engine = context.engine;
        this.autocast = context.autocast;
    }

    static BackwardMode open(boolean recording) {
        var context = Context.current();
        if (context.segment instanceof ForwardSegment) {
            throw new AutogradException("backward: a checkpointed function keeps no graph to go back through; call it"
                    + " outside of Checkpoint.run");
        }
        var before = new BackwardMode(context);
        context.recording = recording;
        context.autocast = null;
        return before;
    }

    /** Makes new tensors on the engine of a gradient that is next to pass on: a graph may span several. */
    void follow(Tensor gradient) {
        context.engine = gradient.engine();
    }

    @Override
    public void close() {
        context.recording = recording;
        context.engine = engine;
        context.autocast = autocast;
    }
}
