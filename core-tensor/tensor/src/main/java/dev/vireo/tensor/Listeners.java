package dev.vireo.tensor;

import dev.vireo.tensor.trace.OpListener;
import java.util.ArrayList;

/** The listeners of the current thread. Users open a {@link dev.vireo.tensor.trace.Tracing}. */
public final class Listeners {
    private Listeners() {}

    public static void add(OpListener listener) {
        var context = Context.current();
        var more = new ArrayList<>(context.listeners);
        more.add(listener);
        context.listeners = more;
    }

    public static void remove(OpListener listener) {
        var context = Context.current();
        var fewer = new ArrayList<>(context.listeners);
        fewer.remove(listener);
        context.listeners = fewer;
    }
}
