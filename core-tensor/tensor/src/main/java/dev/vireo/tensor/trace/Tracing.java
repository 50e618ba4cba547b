package dev.vireo.tensor.trace;

import dev.vireo.tensor.internal.context.Context;
import java.util.ArrayList;

/** Notifies a listener of the operations of the current thread until closed. */
public final class Tracing implements AutoCloseable {
    private final OpListener listener;

    private Tracing(OpListener listener) {
        this.listener = listener;
        var context = Context.current();
        var more = new ArrayList<>(context.listeners());
        more.add(listener);
        context.listeners(more);
    }

    /** Adds a listener. */
    public static Tracing with(OpListener listener) {
        return new Tracing(listener);
    }

    @Override
    public void close() {
        var context = Context.current();
        var fewer = new ArrayList<>(context.listeners());
        fewer.remove(listener);
        context.listeners(fewer);
    }
}
