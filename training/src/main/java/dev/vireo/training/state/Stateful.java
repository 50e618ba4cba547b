package dev.vireo.training.state;

import dev.vireo.tensor.VireoException;

/**
 * Something whose state a checkpoint saves, so that a resumed run continues bit by bit: a network, an optimizer, a
 * schedule that adapts, a moving average of weights.
 *
 * <p>Loading has two parts. {@link #prepare} checks a saved state and changes nothing; the action that it returns applies
 * the state and must not fail. A checkpoint prepares all its parts before it applies any, so a checkpoint that does not
 * fit changes nothing.
 */
public interface Stateful {
    /**
     * The name in checkpoints, which must be unique in a run: lower-case letters, digits, dots and hyphens. Names of files
     * are made of it.
     */
    String name();

    /** How the state is spread over the ranks of a distributed run; {@link Placement#REPLICATED} by default. */
    default Placement placement() {
        return Placement.REPLICATED;
    }

    /**
     * The current state. The tensors are this object's own or belong to the current scope; the caller reads them before
     * either changes them.
     */
    State state();

    /**
     * Checks a saved state without a change to this object. Values of the state that this version does not know are
     * ignored: a later version may have added them.
     *
     * @param saved the state to load; its tensors belong to the caller and live until the action has run
     * @return applies the state, by copies of its tensors
     * @throws VireoException if something is missing or does not fit
     */
    Runnable prepare(State saved);
}
