package dev.vireo.tensor.engine;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.TensorSpec;
import java.nio.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The contract between Vireo and a library of kernels. Engines are found by {@link java.util.ServiceLoader} through an
 * {@link EngineProvider}. They must be thread-safe. Methods with a default are optional.
 */
public interface Engine {
    /** The short lower-case name, as in {@code VIREO_ENGINE}: {@code torch}. */
    String name();

    /** The devices of this machine that the engine can use, the default first. */
    List<Device> devices();

    /** The kernels of this engine. */
    KernelTable kernels();

    /** Called in every thread before its first operation, for settings that libraries keep per thread. */
    default void enterThread() {}

    /** Allocates a tensor with undefined values. */
    NativeTensor allocate(TensorSpec spec);

    /**
     * Copies the remaining elements of a buffer to a dense tensor, in row-major order, starting at element {@code
     * offset}.
     *
     * @param source a buffer that {@link HostBuffers} allows for the type, or raw bytes in native order
     * @throws dev.vireo.tensor.VireoException if {@link HostBuffers#check} refuses the copy; nothing is written then
     */
    void copyIn(NativeTensor target, long offset, Buffer source);

    /**
     * Fills the remaining elements of a buffer from a dense tensor, in row-major order, starting at element {@code
     * offset}.
     *
     * @param target as for {@link #copyIn}
     * @throws dev.vireo.tensor.VireoException if {@link HostBuffers#check} refuses the copy; nothing is read then
     */
    void copyOut(NativeTensor source, long offset, Buffer target);

    /** Whether the elements are contiguous in row-major order. */
    boolean isContiguous(NativeTensor tensor);

    /** The spec of a tensor; used only where a result's shape depends on data. */
    TensorSpec spec(NativeTensor tensor);

    /**
     * Waits until all work on the device is complete. Engines whose kernels are complete when they return need not
     * implement it.
     */
    default void synchronize(Device device) {}

    /** Copies that run concurrently with kernels; empty if copies are complete when they return. */
    default Optional<Streams> streams(Device device) {
        return Optional.empty();
    }

    /** Sets the largest number of CPU threads of an operation. Single-threaded engines need not implement it. */
    default void threads(int count) {}

    /** Describes an exception that native code has thrown. */
    default NativeFailure failure(RuntimeException thrown) {
        return NativeFailure.of(thrown);
    }

    /**
     * Whether tensors on the CPU are allocated in the native heap of the process. The values of small tensors that stay open
     * for long then move to the Java heap until they are used (see docs/decisions/0004-allocator.md).
     */
    default boolean usesNativeHeap() {
        return false;
    }

    /**
     * Facts that {@code vireo doctor} prints, in order: libraries and versions, threads, BLAS, why CUDA is available or
     * not.
     */
    default Map<String, String> diagnosis() {
        return Map.of();
    }
}
