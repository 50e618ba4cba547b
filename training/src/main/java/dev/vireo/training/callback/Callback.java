package dev.vireo.training.callback;

import dev.vireo.tensor.Device;
import dev.vireo.training.report.EpochReport;
import dev.vireo.training.report.StepReport;
import java.util.List;

/** Told of a run as it goes. All methods run on the thread that trains. */
public interface Callback {
    /**
     * Before the first batch.
     *
     * @param device where the network computes; on meta the run is a dry one, and figures are not numbers
     */
    default void onBegin(Device device) {}

    /** After each batch. */
    default void onStep(StepReport report) {}

    /** After each epoch, when its checkpoint is written. */
    default void onEpoch(EpochReport report) {}

    /**
     * Whether to end the run after the epochs so far, those before a resumption too. Asked after each epoch and when a
     * run is resumed, so what is remembered should be in the history alone.
     */
    default boolean stopsAfter(List<EpochReport> history) {
        return false;
    }

    /** When the run is over, by an exception too. */
    default void onEnd() {}
}
