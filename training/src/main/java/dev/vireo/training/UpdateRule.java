package dev.vireo.training;

import dev.vireo.training.optimizer.AdamW;
import dev.vireo.training.optimizer.Optimizer;
import dev.vireo.training.schedule.Schedule;

/**
 * The settings of a phase's updates.
 *
 * @param optimizer the settings; each run makes its own optimizer
 * @param schedule of the learning rate
 * @param largestNorm gradients whose common norm is larger are scaled down to it; infinite for no clipping
 * @param interval the number of steps between updates, beginning with the first step
 */
record UpdateRule(Optimizer.Settings optimizer, Schedule schedule, double largestNorm, int interval) {
    static final UpdateRule DEFAULT = new UpdateRule(AdamW.of(1e-3), Schedule.constant(), Double.POSITIVE_INFINITY, 1);

    UpdateRule {
        if (!(largestNorm > 0)) {
            throw new IllegalArgumentException("clipNorm: the largest norm is " + largestNorm + "; expected above 0");
        }
        if (interval < 1) {
            throw new IllegalArgumentException("phase: runs every " + interval + " steps; expected 1 or more");
        }
    }

    UpdateRule optimizer(Optimizer.Settings settings) {
        return new UpdateRule(settings, schedule, largestNorm, interval);
    }

    UpdateRule schedule(Schedule factors) {
        return new UpdateRule(optimizer, factors, largestNorm, interval);
    }

    UpdateRule clipNorm(double largest) {
        return new UpdateRule(optimizer, schedule, largest, interval);
    }

    UpdateRule every(int steps) {
        return new UpdateRule(optimizer, schedule, largestNorm, steps);
    }

    boolean clips() {
        return largestNorm < Double.POSITIVE_INFINITY;
    }
}
