package dev.vireo.tensor;

import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.trace.OpListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What holds for the current thread: its innermost scope, whether gradients are recorded, autocast, listeners, seed. */
final class Context {
    private static final ThreadLocal<Context> CURRENT = ThreadLocal.withInitial(Context::new);

    @Nullable
    TensorScope scope;

    @Nullable
    Engine engine;

    /** The engine that last heard of this thread. */
    @Nullable
    Engine entered;

    boolean recording = true;

    @Nullable
    Autocast autocast;

    /** The checkpoint whose function is running, if any. */
    @Nullable
    Segment segment;

    List<OpListener> listeners = List.of();
    Generator generator = Generator.seeded(0);

    private Context() {}

    static Context current() {
        return CURRENT.get();
    }

    /** Tells the engine of this thread before it does the first work here. */
    void enter(Engine entering) {
        if (entered != entering) {
            entering.enterThread();
            entered = entering;
        }
    }

    /** The names of the layers that are being called, outermost first, joined by dots; empty outside any. */
    String path() {
        return scope == null ? "" : scope.path();
    }
}
