package dev.vireo.benchmarks.memory;

import java.util.function.Supplier;

/**
 * A library that trains the network of {@link dev.vireo.benchmarks.workload.Cnn} on a batch of {@link #BATCH} images.
 */
enum MemoryContender {
    VIREO(VireoTraining::new),
    LIBTORCH(LibtorchTraining::new);

    /** Eight times the workload's batch, so that the memory of a step outweighs that of the process. */
    static final int BATCH = 512;

    private final Supplier<Training> start;

    MemoryContender(Supplier<Training> start) {
        this.start = start;
    }

    /** Loads the libraries, the network and the batch. */
    Training start() {
        return start.get();
    }

    /** A network, its optimizer and its data. */
    interface Training {
        /** Runs forward, backward and Adam; returns the loss. */
        double step();
    }
}
