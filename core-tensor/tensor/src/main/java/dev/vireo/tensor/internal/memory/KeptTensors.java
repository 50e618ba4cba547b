package dev.vireo.tensor.internal.memory;

import dev.vireo.tensor.TensorSpec;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The small CPU tensors that a thread recently took out of their scopes. Most of them are closed soon. A tensor that is
 * still open after {@value #CAPACITY} others have followed is expected to stay, and its values move to the Java heap. In
 * the native heap, its small blocks would split the large blocks that are freed around them, so that a loop that keeps one
 * number a step would grow without bound (see docs/decisions/0004-allocator.md).
 */
public final class KeptTensors {
    /** Values of more bytes stay in the native heap. */
    private static final long LARGEST = 1 << 20;

    private static final int CAPACITY = 16;
    private static final ThreadLocal<KeptTensors> CURRENT = ThreadLocal.withInitial(KeptTensors::new);

    private final Queue<Owner> recent = new ArrayDeque<>(CAPACITY + 1);

    /** A kept tensor. It may be collected meanwhile. */
    public interface Owner {
        /** The handle of the tensor; null once the tensor is closed or collected. */
        @Nullable
        Handle owned();

        /** The shape, type and device of the tensor. */
        TensorSpec spec();
    }

    private KeptTensors() {}

    /** Whether the values of a tensor may move to the Java heap. */
    public static boolean takes(Handle handle, TensorSpec spec) {
        return spec.device().isCpu() && handle.engine.usesNativeHeap() && spec.bytes() <= LARGEST;
    }

    /**
     * Adds a tensor that left its scope, and moves the values of the oldest ones if there are too many now. Must not be
     * called while an operation of this thread runs, because its inputs could be among them.
     */
    public static void add(Owner tensor) {
        var recent = CURRENT.get().recent;
        recent.add(tensor);
        while (recent.size() > CAPACITY) {
            var oldest = recent.remove();
            var handle = oldest.owned();
            if (handle != null) {
                handle.moveToJavaHeap(oldest);
            }
        }
    }

    /** Adds a tensor whose values have moved back to the native heap. An operation may be running. */
    static void movedBack(Owner tensor) {
        CURRENT.get().recent.add(tensor);
    }
}
