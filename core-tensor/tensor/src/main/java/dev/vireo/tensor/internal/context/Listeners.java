package dev.vireo.tensor.internal.context;

import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.listener.OpListener;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Notifies the listeners of a thread, and replaces them for a time. */
public final class Listeners {
    private Listeners() {}

    /**
     * Notifies the listeners. Operations that they run themselves are not reported. A listener may refuse an operation
     * by throwing an exception.
     *
     * @param path the path of the layer that the exception names
     */
    public static void tell(Context context, String path, Consumer<OpListener> what) {
        var listeners = context.listeners();
        context.listeners(List.of());
        try {
            listeners.forEach(what);
        } catch (VireoException e) {
            throw e.at(path);
        } finally {
            context.listeners(listeners);
        }
    }

    /** Runs work while only these listeners are notified. */
    public static <T> T with(Context context, List<OpListener> some, Supplier<T> work) {
        var listeners = context.listeners();
        context.listeners(some);
        try {
            return work.get();
        } finally {
            context.listeners(listeners);
        }
    }
}
