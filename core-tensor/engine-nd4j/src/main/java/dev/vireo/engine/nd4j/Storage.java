package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import java.lang.ref.Cleaner;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.memory.pointers.PagedPointer;
import org.nd4j.linalg.cpu.nativecpu.buffer.BaseCpuDataBuffer;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.OpaqueDataBuffer;

/**
 * Native memory that tensors share. It is either allocated here and freed by {@link #close}, or belongs to an ND4J
 * array.
 */
final class Storage {
    private static final Cleaner CLEANER = Cleaner.create();

    private final OpaqueDataBuffer buffer;
    private final long length;
    private final boolean owned;
    private @Nullable DataBuffer shared;

    private Storage(OpaqueDataBuffer buffer, long length, boolean owned) {
        this.buffer = buffer;
        this.length = length;
        this.owned = owned;
    }

    static Storage allocate(long length, DType dtype) {
        var buffer = NativeLibrary.NATIVE.allocateDataBuffer(length, NativeLibrary.code(dtype), false);
        NativeLibrary.check("allocateDataBuffer");
        return new Storage(buffer, length, true);
    }

    /** Returns an array's memory, which stays alive while this block or the array is reachable. */
    static Storage of(DataBuffer data) {
        var block = new Storage(((BaseCpuDataBuffer) data).getOpaqueDataBuffer(), data.length(), false);
        block.shared = data;
        return block;
    }

    OpaqueDataBuffer buffer() {
        return buffer;
    }

    /** Returns the memory for Java to read; copies it from the GPU first if necessary. */
    Pointer host() {
        NativeLibrary.NATIVE.dbSyncToPrimary(buffer);
        return NativeLibrary.NATIVE.dbPrimaryBuffer(buffer);
    }

    /** Marks the GPU's copy as outdated after Java has written the memory. */
    void written() {
        NativeLibrary.NATIVE.dbTickHostWrite(buffer);
    }

    /** Returns the memory from an element on. The caller deletes it before closing this block. */
    OpaqueDataBuffer from(long offset, int bytes) {
        var view = NativeLibrary.NATIVE.dbCreateView(buffer, (length - offset) * bytes, offset * bytes);
        NativeLibrary.check("dbCreateView");
        return view;
    }

    /** Returns the memory for ND4J arrays. It outlives {@link #close} and is freed when no array uses it any more. */
    synchronized DataBuffer shared(DType dtype) {
        var present = shared;
        if (present == null) {
            var memory = new PagedPointer(NativeLibrary.NATIVE.dbPrimaryBuffer(buffer), length * dtype.bytes());
            present = Nd4j.createBuffer(memory.asBytePointer(), length, NativeLibrary.type(dtype));
            shared = present;
        }
        return present;
    }

    synchronized void close() {
        if (!owned) {
            return;
        }
        if (shared == null) {
            NativeLibrary.NATIVE.deleteDataBuffer(buffer);
        } else {
            CLEANER.register(shared, new Deletion(buffer));
        }
    }

    private record Deletion(OpaqueDataBuffer buffer) implements Runnable {
        @Override
        public void run() {
            NativeLibrary.NATIVE.deleteDataBuffer(buffer);
        }
    }
}
