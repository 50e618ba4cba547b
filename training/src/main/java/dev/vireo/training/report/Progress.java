package dev.vireo.training.report;

/**
 * How far a run has come.
 *
 * @param epoch the current epoch, from 1 to {@code epochs}
 * @param batch how many batches of the epoch are done, of {@code batches}
 * @param step how many optimizer steps the run has made
 */
public record Progress(int epoch, int epochs, int batch, int batches, long step) {}
