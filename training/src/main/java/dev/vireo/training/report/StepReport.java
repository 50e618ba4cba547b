package dev.vireo.training.report;

/**
 * What a batch came to.
 *
 * @param epoch from 1, of {@code epochs}
 * @param batch from 1, of {@code batches} in the epoch
 * @param samples in the batch
 * @param loss the mean over the batch
 * @param learningRate of the optimizer's last step
 */
public record StepReport(
        int epoch, int epochs, int batch, int batches, long samples, double loss, double learningRate) {}
