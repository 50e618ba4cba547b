package dev.vireo.training;

/** The losses of a phase over an epoch: their sum and the sum of their weights, which are read only from time to time. */
final class EpochLoss implements AutoCloseable {
    private final DeviceSum sum;
    private final WeightSum weight;
    private Reading last;

    /** The values of a total when it was read. */
    record Reading(double sum, double weight) {
        static final Reading ZERO = new Reading(0, 0);

        /** NaN if nothing counts. */
        double mean() {
            return sum / weight;
        }

        /** The mean of what was added after another reading. */
        double meanSince(Reading before) {
            return (sum - before.sum) / (weight - before.weight);
        }
    }

    /** A total that continues from one that was saved. */
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

    /** Reads the total. */
    Reading read() {
        last = new Reading(sum.read(), weight.read());
        return last;
    }

    /** The total when it was read last. */
    Reading last() {
        return last;
    }

    @Override
    public void close() {
        sum.close();
        weight.close();
    }
}
