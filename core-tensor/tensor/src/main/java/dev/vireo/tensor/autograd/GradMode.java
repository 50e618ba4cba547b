package dev.vireo.tensor.autograd;

import dev.vireo.tensor.internal.context.Context;

/** Whether the current thread records operations for backward, until closed; then what held before holds again. */
public final class GradMode implements AutoCloseable {
    private final Context context;
    private final boolean before;

    private GradMode(Context context, boolean recording) {
        this.context = context;
        this.before = context.recording();
        context.recording(recording);
    }

    /** Records nothing: results need no gradient, and nothing is saved. */
    public static GradMode off() {
        return new GradMode(Context.current(), false);
    }

    /** Records again inside of {@link #off}. */
    public static GradMode on() {
        return new GradMode(Context.current(), true);
    }

    /** Whether the current thread records. */
    public static boolean isRecording() {
        return Context.current().recording();
    }

    @Override
    public void close() {
        context.recording(before);
    }
}
