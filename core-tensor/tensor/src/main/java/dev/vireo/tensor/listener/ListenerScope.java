package dev.vireo.tensor.listener;

import dev.vireo.tensor.internal.context.Context;
import java.util.ArrayList;

/** Notifies a listener of the operations of the current thread until closed. */
public final class ListenerScope implements AutoCloseable {
    private final OpListener listener;

    private ListenerScope(OpListener listener) {
        this.listener = listener;
        var context = Context.current();
        var more = new ArrayList<>(context.listeners());
        more.add(listener);
        context.listeners(more);
    }

    /** Adds a listener until the scope is closed. */
    public static ListenerScope open(OpListener listener) {
        return new ListenerScope(listener);
    }

    @Override
    public void close() {
        var context = Context.current();
        var fewer = new ArrayList<>(context.listeners());
        fewer.remove(listener);
        context.listeners(fewer);
    }
}
