package dev.vireo.training;

import dev.vireo.tensor.Autocast;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.data.Batch;
import dev.vireo.training.optimizer.GradientNorm;
import dev.vireo.training.optimizer.Optimizer;
import dev.vireo.training.optimizer.ParameterGroup;
import dev.vireo.training.precision.LossScaler;
import dev.vireo.training.schedule.Position;
import dev.vireo.training.schedule.Schedule;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;

/**
 * A phase in a run: forward and backward over the batches of a step, then one update. The loss of a step is the sum over
 * all its batches divided by the sum of their weights. That total is known only after the last batch, so each sum is
 * divided by what the total is expected to be, and the gradients are corrected before they are clipped.
 */
final class PhaseStep implements AutoCloseable {
    private final Phase phase;
    private final StepSettings settings;
    private final Optimizer optimizer;
    private final List<Tensor> parameters;
    private final List<Tensor> others;
    private final double learningRate;
    private final Schedule schedule;
    private final LossScaler scaler;
    private final StepCheck check;
    private EpochLoss epochLoss = new EpochLoss(EpochLoss.Reading.ZERO);

    /**
     * @param nets all networks of the run, whose gradients are dropped after a step
     */
    PhaseStep(Phase phase, StepSettings settings, Networks nets) {
        this.phase = phase;
        this.settings = settings;
        this.optimizer = phase.rule().optimizer().over(phase.parameters().toArray(ParameterGroup[]::new));
        this.parameters = optimizer.parameters();
        requireTrainable();
        this.others = without(nets.parameters(), parameters);
        this.check = new StepCheck(nets, settings.check());
        this.learningRate = optimizer.learningRate();
        this.schedule = phase.rule().schedule().start();
        this.scaler = settings.precision().scaler();
    }

    String name() {
        return phase.name();
    }

    Optimizer optimizer() {
        return optimizer;
    }

    Schedule schedule() {
        return schedule;
    }

    LossScaler scaler() {
        return scaler;
    }

    boolean runsIn(long step) {
        return phase.runsIn(step);
    }

    /** The loss of the current epoch so far. */
    EpochLoss epochLoss() {
        return epochLoss;
    }

    /** Begins an epoch, or continues one that has a loss already. */
    void beginEpoch(EpochLoss.Reading soFar) {
        epochLoss.close();
        epochLoss = new EpochLoss(soFar);
    }

    /** Makes one update from the gradients of this number of batches, and returns the number of samples in them. */
    long run(Supplier<Batch> batches, int count, Position at) {
        setLearningRate(at);
        long samples = 0;
        try (var total = new StepWeight(settings.totalWeight(), count)) {
            for (int i = 0; i < count; i++) {
                var batch = batches.get();
                samples += batch.size();
                accumulate(batch, total, place(at, i));
            }
            update(total);
        }
        others.forEach(Tensor::clearGrad);
        return samples;
    }

    /** The name of the loss in reports. */
    String lossName() {
        return name().isEmpty() ? "loss" : name() + " loss";
    }

    /**
     * The place of a batch in the run.
     *
     * @param number of the batch in its step, from 0
     */
    private StepCheck.Place place(Position at, int number) {
        long inEpoch = at.step() % at.stepsPerEpoch() * settings.accumulated() + number;
        return new StepCheck.Place(lossName(), at.epoch() + 1, inEpoch + 1, at.step() + 1);
    }

    /** Frees the gradients of all parameters that this phase can reach. */
    void clearGradients() {
        optimizer.clearGradients();
        others.forEach(Tensor::clearGrad);
    }

    @Override
    public void close() {
        epochLoss.close();
        optimizer.close();
    }

    private void setLearningRate(Position at) {
        double factor = schedule.factor(at);
        double rate = learningRate * factor;
        if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new VireoException("schedule: the factor is " + factor + " at step " + at.step() + " of " + at.steps()
                    + ", and the learning rate " + rate + "; expected finite numbers from 0");
        }
        optimizer.learningRate(rate);
    }

    /** Adds the gradients of a batch. */
    private void accumulate(Batch batch, StepWeight total, StepCheck.Place place) {
        try (var scope = TensorScope.open()) {
            var loss = check.forward(batch, () -> forward(batch), place);
            total.add(loss);
            backward(scaler.scale(loss.sum().div(total.expected())), place);
            epochLoss.add(loss);
        }
    }

    /** Autocast ends before backward, which computes in the types that forward chose. */
    private WeightedLoss forward(Batch batch) {
        try (var cast = Autocast.open(settings.precision().lower())) {
            return phase.objective().loss(batch);
        }
    }

    /** The loss scaler handles gradients that overflow. */
    private void backward(Tensor loss, StepCheck.Place place) {
        if (scaler.isDynamic()) {
            loss.backward();
        } else {
            check.backward(loss, parameters, place);
        }
    }

    /** Updates the parameters, or drops the gradients where float16 could not hold them. */
    private void update(StepWeight total) {
        if (!scaler.unscale(parameters)) {
            optimizer.clearGradients();
            return;
        }
        total.correct(parameters);
        if (phase.rule().clips()) {
            GradientNorm.clip(parameters, phase.rule().largestNorm());
        }
        optimizer.step();
    }

    private void requireTrainable() {
        if (parameters.stream().noneMatch(Tensor::requiresGrad)) {
            throw new VireoException("fit: " + (phase.name().isEmpty() ? "the run" : "the phase '" + phase.name() + "'")
                    + " has no parameters that are trained; unfreeze() some, or check the network that it was given");
        }
    }

    private static List<Tensor> without(List<Tensor> all, List<Tensor> some) {
        var left = new IdentityHashMap<Tensor, Boolean>();
        some.forEach(each -> left.put(each, true));
        return all.stream().filter(each -> !left.containsKey(each)).toList();
    }
}
