package dev.vireo.tensor.engine;

/** An engine's own hold on one tensor. Only the engine that made it looks inside. */
public interface NativeTensor {
    /** Frees this hold; memory that views share goes with the last of them. Called once. */
    void close();
}
