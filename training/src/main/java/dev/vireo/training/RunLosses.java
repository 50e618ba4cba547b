package dev.vireo.training;

import dev.vireo.training.report.Progress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The losses of a run's phases as reports show them. On the CPU they are read after each step; on other devices a few times
 * a second, since a read waits for the device. Each read checks that they are finite.
 */
final class RunLosses {
    private static final long NANOS_BETWEEN_READS = 200_000_000;

    private final List<PhaseStep> phases;
    private final StepCheck check;
    private final Map<String, Double> recent = new LinkedHashMap<>();
    private final LongSupplier clock;
    private long lastRead;

    RunLosses(List<PhaseStep> phases, StepCheck check) {
        this(phases, check, System::nanoTime);
    }

    /**
     * @param clock in nanoseconds
     */
    RunLosses(List<PhaseStep> phases, StepCheck check, LongSupplier clock) {
        this.phases = phases;
        this.check = check;
        this.clock = clock;
        this.lastRead = clock.getAsLong();
        phases.forEach(phase -> recent.put(phase.lossName(), Double.NaN));
    }

    /**
     * The losses since the last read.
     *
     * @throws NonFiniteLossException if one is not finite and must be
     */
    Map<String, Double> afterStep(Progress at) {
        boolean due = clock.getAsLong() - lastRead >= NANOS_BETWEEN_READS;
        if (due || phases.stream().allMatch(phase -> phase.epochLoss().isOnCpu())) {
            phases.forEach(phase -> read(phase, at));
            lastRead = clock.getAsLong();
        }
        return Collections.unmodifiableMap(new LinkedHashMap<>(recent));
    }

    /**
     * The mean losses of the epoch so far; reads them.
     *
     * @throws NonFiniteLossException if one is not finite and must be
     */
    Map<String, Double> ofEpoch(Progress at) {
        var means = new LinkedHashMap<String, Double>();
        phases.forEach(phase -> means.put(phase.lossName(), read(phase, at).mean()));
        return means;
    }

    private EpochLoss.Reading read(PhaseStep phase, Progress at) {
        var total = phase.epochLoss();
        var before = total.last();
        var now = total.read();
        if (now.weight() != before.weight()) {
            recent.put(phase.lossName(), now.meanSince(before));
        }
        if (check.mustBeFinite() && !Double.isFinite(now.sum())) {
            throw check.tooLate("the " + phase.lossName() + " is " + StepCheck.kind(now.sum()) + " in epoch "
                    + at.epoch() + ", batch " + at.batch() + " of " + at.batches() + " (step " + at.step() + ")");
        }
        return now;
    }
}
