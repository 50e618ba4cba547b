package dev.vireo.training;

/**
 * The mean loss of a phase over an epoch: the sum of the losses and the sum of their weights, which are read only from
 * time to time.
 */
final class EpochLoss implements AutoCloseable {
    private final DeviceSum sum;
    private final WeightSum weight;
    private Reading last;

    /** The two sums at the time of a read. */
    record Reading(double sum, double weight) {
        static final Reading ZERO = new Reading(0, 0);

        /** The mean loss; NaN if the weight is 0. */
        double mean() {
            return sum / weight;
        }

        /** The mean of the losses that were added after an earlier reading. */
        double meanSince(Reading before) {
            return (sum - before.sum) / (weight - before.weight);
        }
    }

    /** Continues from saved sums. */
    EpochLoss(Reading start) {
        sum = new DeviceSum(start.sum);
        weight = new WeightSum(start.weight);
        last = start;
    }

    /** Adds a batch's loss, without reading it. */
    void add(WeightedLoss loss) {
        sum.add(loss.sum());
        weight.add(loss);
    }

    /** Whether {@link #read} waits for no device. */
    boolean isOnCpu() {
        return sum.isOnCpu();
    }

    /** Reads both sums. */
    Reading read() {
        last = new Reading(sum.read(), weight.read());
        return last;
    }

    /** The result of the last read. */
    Reading last() {
        return last;
    }

    @Override
    public void close() {
        sum.close();
        weight.close();
    }
}
