package dev.vireo.tensor.engine;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.TensorSpec;
import java.nio.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What computes: the whole contract between Vireo and a library of kernels. Found by {@link java.util.ServiceLoader}
 * through an {@link EngineProvider}. Safe for use by several threads. What has a default is for engines that have more to
 * say or do than the least.
 */
public interface Engine {
    /** Short and lower-case, as {@code VIREO_ENGINE} names it: {@code torch}. */
    String name();

    /** The devices of this machine that the engine can use now, the default first. */
    List<Device> devices();

    KernelTable kernels();

    /** Called in every thread before its first operation: for settings that libraries keep by thread. */
    default void enterThread() {}

    /** A tensor of undefined values. */
    NativeTensor allocate(TensorSpec spec);

    /**
     * Writes what remains in a buffer into a dense tensor, in row-major order from element {@code offset} on.
     *
     * @param source of the carrier that {@link HostBuffers} names for the type, or raw bytes in native order
     * @throws dev.vireo.tensor.VireoException if {@link HostBuffers#check} refuses it; nothing is written then
     */
    void copyIn(NativeTensor target, long offset, Buffer source);

    /**
     * Fills what remains in a buffer from a dense tensor, in row-major order from element {@code offset} on.
     *
     * @param target as for {@link #copyIn}
     * @throws dev.vireo.tensor.VireoException if {@link HostBuffers#check} refuses it; nothing is read then
     */
    void copyOut(NativeTensor source, long offset, Buffer target);

    /** Whether the elements are dense in row-major order. */
    boolean isContiguous(NativeTensor tensor);

    /** What the engine made; asked only where a result's shape depends on data. */
    TensorSpec spec(NativeTensor tensor);

    /** Waits until all work that was given to the device is done; nothing to do where a kernel has finished when it returns. */
    default void synchronize(Device device) {}

    /** How tensors reach a device while it computes; empty where a copy is done when the call returns. */
    default Optional<Streams> streams(Device device) {
        return Optional.empty();
    }

    /** The most CPU threads that one operation uses from now on; nothing to do where it runs on the thread that asks for it. */
    default void threads(int count) {}

    /** What an exception that native code threw means. */
    default Failure failure(RuntimeException thrown) {
        return Failure.of(thrown);
    }

    /** Name and version of libraries, threads, BLAS, why CUDA is or is not available: what {@code vireo doctor} prints, in order. */
    default Map<String, String> diagnosis() {
        return Map.of();
    }
}
