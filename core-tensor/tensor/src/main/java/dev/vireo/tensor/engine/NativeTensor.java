package dev.vireo.tensor.engine;

/** An engine's own hold on one tensor. Only the engine that made it looks inside. */
public interface NativeTensor {
    /** Frees this hold; memory that views share goes with the last of them. Called once. */
    void close();

    /**
     * How many bytes of its own this holds, as {@link dev.vireo.tensor.Memory} counts. Asked of residuals only, since Vireo
     * does not know what they are; 0 where the engine's library does not tell.
     */
    default long bytes() {
        return 0;
    }
}
