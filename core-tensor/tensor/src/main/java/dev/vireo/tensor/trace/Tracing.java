package dev.vireo.tensor.trace;

import dev.vireo.tensor.internal.context.Context;
import java.util.ArrayList;

/** Lets a listener hear what the current thread runs, until closed. */
public final class Tracing implements AutoCloseable {
    private final OpListener listener;

    private Tracing(OpListener listener) {
        this.listener = listener;
        var context = Context.current();
        var more = new ArrayList<>(context.listeners());
        more.add(listener);
        context.listeners(more);
    }

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
