package dev.vireo.tensor.engine;

/** An engine's own reference to one tensor. Only the engine that created it looks inside. */
public interface NativeTensor {
    /** Frees this reference. Memory that views share is freed with the last of them. Called once. */
    void close();

    /**
     * The number of bytes that this tensor owns, for {@link dev.vireo.tensor.Memory}. Called for residuals only, whose
     * shapes Vireo does not know; 0 if the engine's library does not report it.
     */
    default long bytes() {
        return 0;
    }
}
