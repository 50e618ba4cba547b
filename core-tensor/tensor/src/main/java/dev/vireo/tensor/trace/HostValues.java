package dev.vireo.tensor.trace;

import dev.vireo.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The values of tensors in Java's memory. */
final class HostValues {
    private HostValues() {}

    /** Whether two tensors have the same shape, type and bits. */
    static boolean equal(Tensor a, Tensor b) {
        return a.spec().equals(b.spec()) && bytes(a).equals(bytes(b));
    }

    private static ByteBuffer bytes(Tensor tensor) {
        var bytes = ByteBuffer.allocate(Math.toIntExact(tensor.spec().bytes())).order(ByteOrder.nativeOrder());
        tensor.read(bytes);
        return bytes.rewind();
    }
}
