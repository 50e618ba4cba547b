package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** ND4J's native library, loaded, and how its types are called. */
final class Library {
    private static final Map<DType, DataType> TYPES = Map.of(
            DType.FLOAT64, DataType.DOUBLE,
            DType.FLOAT32, DataType.FLOAT,
            DType.FLOAT16, DataType.HALF,
            DType.BFLOAT16, DataType.BFLOAT16,
            DType.INT64, DataType.LONG,
            DType.INT32, DataType.INT,
            DType.INT16, DataType.SHORT,
            DType.INT8, DataType.BYTE,
            DType.UINT8, DataType.UBYTE,
            DType.BOOL, DataType.BOOL);

    /** The entry points of native code. */
    static final NativeOps NATIVE = load();

    /** How many GPUs there are; 0 where ND4J computes on the CPU. With one, its memory is apart from Java's. */
    static final int GPUS = NATIVE.getAvailableDevices();

    private Library() {}

    private static NativeOps load() {
        // finds the backend; and what ND4J starts by itself to collect garbage, Vireo does not need
        Nd4j.getMemoryManager().togglePeriodicGc(false);
        return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }

    /** The type's number in native code. */
    static int code(DType dtype) {
        return type(dtype).toInt();
    }

    /** ND4J's name of a type; it has all of Vireo's. */
    static DataType type(DType dtype) {
        return Objects.requireNonNull(TYPES.get(dtype));
    }

    /**
     * What native functions other than custom operations are told of the GPU: the thread's stream and its scratch memory, at
     * the places where they look for them. Nothing on the CPU.
     */
    static @Nullable PointerPointer<Pointer> launch() {
        if (GPUS == 0) {
            return null;
        }
        var context = NATIVE.defaultLaunchContext();
        return new PointerPointer<>(
                null,
                NATIVE.lcExecutionStream(context),
                null,
                NATIVE.lcAllocationPointer(context),
                NATIVE.lcReductionPointer(context),
                NATIVE.lcScalarPointer(context));
    }

    /** Waits until what was launched has finished, as on the CPU. */
    static void finish(@Nullable PointerPointer<Pointer> launch) {
        if (launch != null) {
            NATIVE.streamSynchronize(launch.get(1));
        }
    }

    /** Throws what the last call left as its error: native code that returns nothing reports so. */
    static void check(String what) {
        if (NATIVE.lastErrorCode() != 0) {
            throw new IllegalStateException("ND4J's " + what + " failed: " + NATIVE.lastErrorMessage());
        }
    }
}
