package dev.vireo.tensor.internal.memory;

import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.NativeTensor;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The values of a small tensor that is kept and has no native tensor at the moment.
 *
 * @param values the elements in row-major order, as raw bytes
 * @param tensor the tensor that owns them
 */
record JavaHeapValues(byte[] values, KeptTensors.Owner tensor) {
    /** A program may keep more than fits into the Java heap, so the values of all tensors take an eighth of it at most. */
    private static final long LIMIT = Runtime.getRuntime().maxMemory() / 8;

    private static final AtomicLong TOTAL = new AtomicLong();

    /** Copies the values of a dense native tensor; empty if the Java heap has no room for them. */
    static Optional<JavaHeapValues> copyOf(Engine engine, NativeTensor source, KeptTensors.Owner tensor) {
        long bytes = tensor.spec().bytes();
        if (TOTAL.addAndGet(bytes) > LIMIT) {
            TOTAL.addAndGet(-bytes);
            return Optional.empty();
        }
        try {
            var copy = new JavaHeapValues(new byte[(int) bytes], tensor);
            if (bytes > 0) {
                engine.copyOut(source, 0, ByteBuffer.wrap(copy.values));
            }
            return Optional.of(copy);
        } catch (Throwable e) {
            TOTAL.addAndGet(-bytes);
            throw e;
        }
    }

    /** Creates a native tensor with the values. */
    NativeTensor toNative(Engine engine) {
        var made = engine.allocate(tensor.spec());
        try {
            if (values.length > 0) {
                engine.copyIn(made, 0, ByteBuffer.wrap(values));
            }
            return made;
        } catch (Throwable e) {
            made.close();
            throw e;
        }
    }

    /** Subtracts the values from the total. Called once, when they are no longer needed. */
    void free() {
        TOTAL.addAndGet(-values.length);
    }
}
