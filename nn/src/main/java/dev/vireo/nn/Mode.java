package dev.vireo.nn;

import java.util.Collection;
import java.util.function.Supplier;

/** The mode of a block, training or evaluation. A frozen block always evaluates. */
final class Mode {
    private boolean training = true;
    private boolean asked = true;
    private boolean frozen;

    boolean isTraining() {
        return training;
    }

    /** Requests training or evaluation. */
    void train(boolean on) {
        asked = on;
        training = on && !frozen;
    }

    /** Freezes in evaluation mode, or returns to the mode that was last requested. */
    void freeze(boolean on) {
        frozen = on;
        training = asked && !on;
    }

    /** Adopts the mode that was last requested of another block. */
    void follow(Mode other) {
        train(other.asked);
    }

    /** Runs work with some blocks in evaluation mode, then restores their modes. */
    static <T> T evaluating(Collection<Block> blocks, Supplier<T> work) {
        var inTraining =
                blocks.stream().map(Block::mode).filter(mode -> mode.training).toList();
        inTraining.forEach(mode -> mode.training = false);
        try {
            return work.get();
        } finally {
            inTraining.forEach(mode -> mode.training = true);
        }
    }
}
