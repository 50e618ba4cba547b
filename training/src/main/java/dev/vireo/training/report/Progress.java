package dev.vireo.training.report;

/**
 * The progress of a run.
 *
 * @param epoch the current epoch, from 1 to {@code epochs}
 * @param epochs the number of epochs of the run
 * @param batch the number of completed batches in the epoch
 * @param batches the number of batches per epoch
 * @param step the number of optimizer steps so far
 */
public record Progress(int epoch, int epochs, int batch, int batches, long step) {}
