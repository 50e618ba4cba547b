package dev.vireo.training.callback;

import dev.vireo.tensor.Device;
import dev.vireo.training.report.EpochReport;
import dev.vireo.training.report.StepReport;
import java.util.List;

/**
 * Is notified of the progress of a run, and may stop it. All methods run on the thread that trains. A callback that
 * remembers something also implements {@link dev.vireo.training.state.Stateful}; checkpoints then save its state.
 */
public interface Callback {
    /**
     * Before the first batch.
     *
     * @param device where the network computes; on meta the run is a dry one, and figures are NaN
     */
    default void onBegin(Device device) {}

    /** After each optimizer step, before a checkpoint of the step is saved. */
    default void onStep(StepReport report) {}

    /**
     * Whether to end the run after this step, in the middle of an epoch. Asked after {@link #onStep} of all callbacks. If
     * there are checkpoints, one is saved, and a resumed run continues from this step.
     */
    default boolean stopsAfter(StepReport report) {
        return false;
    }

    /** After each epoch, before its checkpoint is saved: a callback with a state updates it here. */
    default void onEpochMeasured(EpochReport report) {}

    /** After each epoch, when its checkpoint has been saved. */
    default void onEpoch(EpochReport report) {}

    /**
     * Whether to end the run after the epochs so far, including those before it was resumed. Asked after each epoch and
     * when a run is resumed. A callback that decides from the history alone needs no state.
     */
    default boolean stopsAfter(List<EpochReport> history) {
        return false;
    }

    /** When the run is over, also if it ends with an exception. */
    default void onEnd() {}
}
