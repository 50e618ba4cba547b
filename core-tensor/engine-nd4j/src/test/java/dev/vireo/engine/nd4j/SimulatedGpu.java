package dev.vireo.engine.nd4j;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.nd4j.nativeblas.OpaqueDataBuffer;

/**
 * Simulates a GPU with ND4J's CPU library and two memories: native functions use one, Java the other. Writes to one are
 * visible in the other only after a copy. Results on the stream are valid only after waiting for it.
 */
final class SimulatedGpu {
    private static final List<Integer> ASKED_FOR = List.of(1, 3, 4, 5);

    private final NativeOps cpu;
    private final Map<Long, Memory> memories = new ConcurrentHashMap<>();
    private final Map<Long, List<Memory>> inputs = new ConcurrentHashMap<>();
    private final Map<Long, List<Memory>> results = new ConcurrentHashMap<>();
    private final Pointer stream = new LongPointer(1);
    private volatile boolean running;

    private SimulatedGpu(NativeOps cpu) {
        this.cpu = cpu;
    }

    /** Replaces the native functions for all later callers. */
    static void install() {
        Nd4j.getBackend(); // ND4J itself already has the real ones
        var holder = NativeOpsHolder.getInstance();
        var gpu = new SimulatedGpu(holder.getDeviceNativeOps());
        holder.setDeviceNativeOps((NativeOps) Proxy.newProxyInstance(
                SimulatedGpu.class.getClassLoader(),
                new Class<?>[] {NativeOps.class},
                (proxy, method, arguments) -> gpu.call(method, arguments == null ? new Object[0] : arguments)));
    }

    private @Nullable Object call(Method method, Object[] arguments) throws Throwable {
        var name = method.getName();
        if (running && !name.equals("streamSynchronize")) {
            throw new AssertionError(name + " before the stream was waited for");
        }
        if (name.startsWith("execTransform")) {
            return transform(method, arguments);
        }
        return switch (name) {
            case "getAvailableDevices" -> 1;
            case "defaultLaunchContext" -> null;
            case "lcExecutionStream", "lcAllocationPointer", "lcReductionPointer", "lcScalarPointer" -> stream;
            case "streamSynchronize" -> wait((Pointer) arguments[0]);
            case "allocateDataBuffer" -> allocate(method, arguments);
            case "dbCreateView" -> view(method, arguments);
            case "deleteDataBuffer" -> delete(method, arguments);
            case "dbSyncToPrimary" -> memory(arguments[0]).toHost();
            case "dbTickHostWrite" -> memory(arguments[0]).writtenByHost();
            case "dbPrimaryBuffer" -> memory(arguments[0]).host;
            case "setGraphContextInputBuffer" -> note(inputs, method, arguments);
            case "setGraphContextOutputBuffer" -> note(results, method, arguments);
            case "execCustomOp2" -> custom(method, arguments);
            case "ctxPurge" -> purge(method, arguments);
            default -> real(method, arguments);
        };
    }

    private @Nullable Object real(Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(cpu, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object wait(Pointer waitedFor) {
        if (waitedFor.address() != stream.address()) {
            throw new AssertionError("waited for another stream");
        }
        running = false;
        return 0;
    }

    private @Nullable Object allocate(Method method, Object[] arguments) throws Throwable {
        var buffer = (OpaqueDataBuffer) real(method, arguments);
        if (buffer != null) {
            long bytes =
                    (long) arguments[0] * DataType.fromInt((int) arguments[1]).width();
            memories.put(buffer.address(), new Memory(cpu.dbPrimaryBuffer(buffer), bytes));
        }
        return buffer;
    }

    private @Nullable Object view(Method method, Object[] arguments) throws Throwable {
        var view = (OpaqueDataBuffer) real(method, arguments);
        if (view != null) {
            memories.put(view.address(), memory(arguments[0]));
        }
        return view;
    }

    private @Nullable Object delete(Method method, Object[] arguments) throws Throwable {
        memories.remove(((Pointer) arguments[0]).address());
        return real(method, arguments);
    }

    private @Nullable Object note(Map<Long, List<Memory>> noted, Method method, Object[] arguments) throws Throwable {
        noted.computeIfAbsent(((Pointer) arguments[0]).address(), any -> new ArrayList<>())
                .add(memory(arguments[2]));
        return real(method, arguments);
    }

    private @Nullable Object purge(Method method, Object[] arguments) throws Throwable {
        inputs.remove(((Pointer) arguments[0]).address());
        results.remove(((Pointer) arguments[0]).address());
        return real(method, arguments);
    }

    /** Custom operations have finished when they return. */
    private @Nullable Object custom(Method method, Object[] arguments) throws Throwable {
        long context = ((Pointer) arguments[2]).address();
        inputs.getOrDefault(context, List.of()).forEach(Memory::toDevice);
        var filled = results.getOrDefault(context, List.of());
        filled.forEach(Memory::toDevice);
        var status = real(method, arguments);
        filled.forEach(Memory::writtenByDevice);
        return status;
    }

    private @Nullable Object transform(Method method, Object[] arguments) throws Throwable {
        var launch = (PointerPointer<?>) arguments[0];
        if (launch == null || ASKED_FOR.stream().anyMatch(place -> launch.get(place) == null)) {
            throw new AssertionError(method.getName() + " is not told of the stream and its memory");
        }
        memory(arguments[2]).toDevice();
        memory(arguments[5]).toDevice();
        var onCpu = Arrays.copyOf(arguments, arguments.length);
        onCpu[0] = null;
        real(method, onCpu);
        memory(arguments[5]).writtenByDevice();
        running = true;
        return null;
    }

    private Memory memory(Object buffer) {
        var memory = memories.get(((Pointer) buffer).address());
        if (memory == null) {
            throw new AssertionError("a buffer that was not allocated, or was deleted");
        }
        return memory;
    }

    /** A block of memory. Java's copy of it may be older or newer. */
    private static final class Memory {
        private static final int NEVER_WRITTEN = 0x5A;

        private final Pointer device;
        private final BytePointer host;
        private boolean hostIsOld = true;
        private boolean deviceIsOld;

        Memory(Pointer device, long bytes) {
            this.device = device;
            this.host = new BytePointer(bytes);
            Pointer.memset(host, NEVER_WRITTEN, bytes);
        }

        @Nullable
        Object toHost() {
            if (hostIsOld) {
                Pointer.memcpy(host, device, host.capacity());
                hostIsOld = false;
            }
            return null;
        }

        void toDevice() {
            if (deviceIsOld) {
                Pointer.memcpy(device, host, host.capacity());
                deviceIsOld = false;
            }
        }

        @Nullable
        Object writtenByHost() {
            deviceIsOld = true;
            return null;
        }

        void writtenByDevice() {
            hostIsOld = true;
        }
    }
}
