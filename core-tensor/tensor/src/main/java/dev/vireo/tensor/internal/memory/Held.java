package dev.vireo.tensor.internal.memory;

/** Something that holds native memory: a tensor's {@link Handle}, or a node of the recorded graph with what it saved. */
public interface Held {
    /** Frees the memory, unless others hold it too. */
    void release();

    /** Lets the garbage collector free the memory if nobody releases it. */
    void guard();
}
