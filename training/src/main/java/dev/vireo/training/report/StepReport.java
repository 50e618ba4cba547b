package dev.vireo.training.report;

import java.util.Map;

/**
 * The results of one optimizer step.
 *
 * @param progress how far the run has come, this step included
 * @param samples in the step's batches
 * @param losses the mean loss of each phase under its name, since the loss was read last. On the CPU that is this step. On
 *     other devices the loss is read a few times a second, because a read waits for the device; between two reads the
 *     value stays the same. NaN before the first read and on meta
 * @param learningRate that the step was made with; of the first phase if there are several
 */
public record StepReport(Progress progress, long samples, Map<String, Double> losses, double learningRate) {
    /** The current epoch, from 1. */
    public int epoch() {
        return progress.epoch();
    }

    /** The number of epochs of the run. */
    public int epochs() {
        return progress.epochs();
    }

    /** The number of completed batches in the epoch. */
    public int batch() {
        return progress.batch();
    }

    /** The number of batches in an epoch. */
    public int batches() {
        return progress.batches();
    }

    /** The number of optimizer steps so far. */
    public long step() {
        return progress.step();
    }

    /** The loss; the sum over the phases if there are several. */
    public double loss() {
        return PhaseLosses.total(losses);
    }
}
