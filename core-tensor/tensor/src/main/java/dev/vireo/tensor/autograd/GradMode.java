package dev.vireo.tensor.autograd;

import dev.vireo.tensor.internal.context.Context;

/** Turns the recording of operations on the current thread on or off. Closing it restores the previous mode. */
public final class GradMode implements AutoCloseable {
    private final Context context;
    private final boolean before;

    private GradMode(Context context, boolean recording) {
        this.context = context;
        this.before = context.recording();
        context.recording(recording);
    }

    /** Turns recording off: results require no gradient, and nothing is saved. */
    public static GradMode off() {
        return new GradMode(Context.current(), false);
    }

    /** Turns recording on again inside {@link #off}. */
    public static GradMode on() {
        return new GradMode(Context.current(), true);
    }

    /** Whether the current thread records operations. */
    public static boolean isRecording() {
        return Context.current().recording();
    }

    @Override
    public void close() {
        context.recording(before);
    }
}
