package dev.vireo.tensor.internal.context;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.internal.graph.Segment;
import dev.vireo.tensor.internal.memory.Handle;
import dev.vireo.tensor.listener.OpListener;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one thread: its innermost scope, its engine, whether operations are recorded, autocast, listeners, and the
 * random generator.
 */
public final class Context {
    private static final ThreadLocal<Context> CURRENT = ThreadLocal.withInitial(Context::new);

    private @Nullable TensorScope scope;
    private @Nullable Engine engine;
    private @Nullable Engine entered;
    private boolean recording = true;
    private @Nullable CastCache casting;
    private @Nullable Segment segment;
    private List<OpListener> listeners = List.of();
    private Generator generator = Generator.seeded(0);
    private @Nullable Handle[] held = new Handle[8];
    private int heldCount;

    private Context() {}

    /** The state of the current thread. */
    public static Context current() {
        return CURRENT.get();
    }

    /** The innermost open scope; null outside any. */
    public @Nullable TensorScope scope() {
        return scope;
    }

    /** Sets the innermost scope. */
    public void scope(@Nullable TensorScope innermost) {
        scope = innermost;
    }

    /** The engine on which this thread creates tensors; null for the process's default. */
    public @Nullable Engine engine() {
        return engine;
    }

    /** Sets the engine on which this thread creates tensors. */
    public void engine(@Nullable Engine chosen) {
        engine = chosen;
    }

    /** Whether operations are recorded for backward. */
    public boolean recording() {
        return recording;
    }

    /** Sets whether operations are recorded for backward. */
    public void recording(boolean on) {
        recording = on;
    }

    /** The casts of the innermost open autocast; null outside any. */
    public @Nullable CastCache casting() {
        return casting;
    }

    /** Sets the casts. */
    public void casting(@Nullable CastCache casts) {
        casting = casts;
    }

    /** The recomputed function that is running; null outside any. */
    public @Nullable Segment segment() {
        return segment;
    }

    /** Sets the recomputed function that is running. */
    public void segment(@Nullable Segment running) {
        segment = running;
    }

    /** The listeners to the operations of this thread. */
    public List<OpListener> listeners() {
        return listeners;
    }

    /** Sets the listeners to the operations of this thread. */
    public void listeners(List<OpListener> told) {
        listeners = told;
    }

    /** The random generator of this thread. */
    public Generator generator() {
        return generator;
    }

    /** Sets the random generator of this thread. */
    public void generator(Generator source) {
        generator = source;
    }

    /** Notifies an engine before this thread uses it, unless it was the last one notified. */
    public void enter(Engine entering) {
        if (entered != entering) {
            entering.enterThread();
            entered = entering;
        }
    }

    /** The number of handles that the running operations of this thread hold, to be passed to {@link #letGo} later. */
    public int held() {
        return heldCount;
    }

    /**
     * Holds the inputs of an operation that other threads could close while native code reads them: all that do not belong
     * to a scope of this thread.
     *
     * @throws dev.vireo.tensor.ClosedTensorException if one is closed
     */
    public void hold(Tensor[] inputs) {
        var thread = Thread.currentThread();
        for (var input : inputs) {
            if (!TENSORS.isScopedIn(input, thread)) {
                hold(TENSORS.handle(input));
            }
        }
    }

    private void hold(Handle handle) {
        if (heldCount == held.length) {
            held = Arrays.copyOf(held, heldCount * 2);
        }
        held[heldCount] = handle.retain();
        heldCount++;
    }

    /** Lets go the handles that are held since {@link #held} returned {@code count}. */
    public void letGo(int count) {
        while (heldCount > count) {
            heldCount--;
            var handle = held[heldCount];
            held[heldCount] = null;
            if (handle != null) {
                handle.release();
            }
        }
    }

    /** The names of the layers that are being called, outermost first, joined by dots; empty outside any. */
    public String path() {
        return scope == null ? "" : TENSORS.path(scope);
    }
}
