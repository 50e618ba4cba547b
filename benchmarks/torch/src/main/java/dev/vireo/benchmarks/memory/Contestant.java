package dev.vireo.benchmarks.memory;

import java.util.function.Supplier;

/** Who trains the network of {@link dev.vireo.benchmarks.workload.Cnn}, on a batch of this many images. */
enum Contestant {
    VIREO(VireoTraining::new),
    LIBTORCH(LibtorchTraining::new);

    /** Eight times the workload's batch, so that what a step holds outweighs what a process does. */
    static final int BATCH = 512;

    private final Supplier<Training> start;

    Contestant(Supplier<Training> start) {
        this.start = start;
    }

    /** Loads the libraries, the network and the batch. */
    Training start() {
        return start.get();
    }

    /** A network, its optimizer and its data. */
    interface Training {
        /** Forward, backward and Adam; returns the loss. */
        double step();
    }
}
