package dev.vireo.tensor.trace;

import dev.vireo.tensor.Listeners;

/** Lets a listener hear what the current thread runs, until closed. */
public final class Tracing implements AutoCloseable {
    private final OpListener listener;

    private Tracing(OpListener listener) {
        this.listener = listener;
        Listeners.add(listener);
    }

    public static Tracing with(OpListener listener) {
        return new Tracing(listener);
    }

    @Override
    public void close() {
        Listeners.remove(listener);
    }
}
