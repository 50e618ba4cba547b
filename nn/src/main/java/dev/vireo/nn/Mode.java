package dev.vireo.nn;

import java.util.Collection;
import java.util.function.Supplier;

/** Whether a block trains or evaluates. A frozen one evaluates whatever is asked for. */
final class Mode {
    private boolean training = true;
    private boolean asked = true;
    private boolean frozen;

    boolean isTraining() {
        return training;
    }

    /** Asks for training or evaluation. */
    void train(boolean on) {
        asked = on;
        training = on && !frozen;
    }

    /** Freezes in evaluation mode, or returns to the mode that was last asked for. */
    void freeze(boolean on) {
        frozen = on;
        training = asked && !on;
    }

    /** Takes the mode that was last asked for of another block. */
    void follow(Mode other) {
        train(other.asked);
    }

    /** Runs work while some blocks evaluate; then each is in its own mode again. */
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
