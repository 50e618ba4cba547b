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

/** Loads ND4J's native library and converts element types. */
final class NativeLibrary {
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

    /** The native functions. */
    static final NativeOps NATIVE = load();

    /** The number of GPUs; 0 if ND4J computes on the CPU. A GPU's memory is separate from Java's. */
    static final int GPUS = NATIVE.getAvailableDevices();

    private NativeLibrary() {}

    private static NativeOps load() {
        // finds the backend and turns off ND4J's periodic garbage collection, which Vireo does not need
        Nd4j.getMemoryManager().togglePeriodicGc(false);
        return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }

    /** Returns the number of a type in native code. */
    static int code(DType dtype) {
        return type(dtype).toInt();
    }

    /** Returns ND4J's type. ND4J supports all types of Vireo. */
    static DataType type(DType dtype) {
        return Objects.requireNonNull(TYPES.get(dtype));
    }

    /**
     * Returns the pointers that native functions other than custom operations expect for a GPU: the thread's stream and
     * scratch memory. On the CPU there are none.
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

    /** Waits until the launched work has finished. */
    static void finish(@Nullable PointerPointer<Pointer> launch) {
        if (launch != null) {
            NATIVE.streamSynchronize(launch.get(1));
        }
    }

    /** Throws if the last native call failed. Native functions without a result report errors this way. */
    static void check(String what) {
        if (NATIVE.lastErrorCode() != 0) {
            throw new IllegalStateException("ND4J's " + what + " failed: " + NATIVE.lastErrorMessage());
        }
    }
}
