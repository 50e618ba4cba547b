package dev.vireo.tensor.internal.context;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Tensor;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The small tensors that a thread recently took out of their scopes. Most of them are closed soon. A tensor that is still
 * open after {@value #CAPACITY} others have followed is expected to stay, and its values move into a slab (see
 * {@link dev.vireo.tensor.internal.memory.SlabValues}).
 */
public final class KeptTensors {
    private static final int CAPACITY = 64;

    private final Deque<WeakReference<Tensor>> recent = new ArrayDeque<>(CAPACITY + 1);

    KeptTensors() {}

    /** Adds a tensor. If there are too many now, removes the oldest one and moves its values into a slab. */
    public void add(Tensor tensor) {
        recent.addLast(new WeakReference<>(tensor));
        if (recent.size() > CAPACITY) {
            var oldest = recent.removeFirst().get();
            if (oldest != null) {
                TENSORS.moveToSlab(oldest);
            }
        }
    }
}
