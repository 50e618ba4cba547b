package dev.vireo.tensor.internal.memory;

/** An owner of native memory: a tensor's {@link Handle}, or a graph node with its saved values. */
public interface NativeOwner {
    /** Frees the memory, unless others own it too. */
    void release();

    /** Lets the garbage collector free the memory if nobody releases it. */
    void guard();
}
