package dev.vireo.training;

/**
 * What an epoch came to.
 *
 * @param epoch from 1
 * @param loss the mean over the epoch's training samples
 * @param accuracy on the test samples after the epoch, from 0 to 1
 * @param seconds of training, evaluation not counted
 * @param samplesPerSecond of training
 */
public record EpochReport(int epoch, double loss, double accuracy, double seconds, double samplesPerSecond) {}
