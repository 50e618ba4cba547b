package dev.vireo.training;

import dev.vireo.tensor.Engines;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.callback.Callback;
import dev.vireo.training.data.DataLoader;
import dev.vireo.training.state.Stateful;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One run of a trainer: checks the plan, creates the parts, resumes if requested, and runs the loop. */
final class TrainingRun {
    private final RunPlan plan;
    private final Validation validation;
    private final List<Callback> callbacks;

    TrainingRun(RunPlan plan, Validation validation, List<Callback> callbacks) {
        this.plan = plan;
        this.validation = validation;
        this.callbacks = callbacks;
    }

    /** Prevents other runs from writing checkpoints into the same folder meanwhile. */
    TrainingResult fit(DataLoader train, Epochs epochs) {
        if (train.samples() == 0) {
            throw new VireoException("fit: there are no samples to train on");
        }
        plan.check();
        var folder = plan.saving().folder();
        return Engines.with(
                plan.nets().engine(),
                () -> folder.isPresent() ? folder.get().whileLocked(() -> run(train, epochs)) : run(train, epochs));
    }

    private TrainingResult run(DataLoader train, Epochs epochs) {
        var steps = new ArrayList<PhaseStep>();
        try {
            plan.phases().forEach(phase -> steps.add(new PhaseStep(phase, plan.settings(), plan.nets())));
            return run(train, epochs, steps);
        } finally {
            steps.forEach(PhaseStep::close);
        }
    }

    private TrainingResult run(DataLoader train, Epochs epochs, List<PhaseStep> steps) {
        var check = new StepCheck(plan.nets(), plan.settings().check());
        var progress = new RunProgress(epochs.count(), train.batches(), steps);
        var checkpoints = checkpoints(states(steps, progress), check);
        if (plan.saving().resumed()) {
            checkpoints.resume();
        }
        var losses = new RunLosses(steps, check);
        var parts = new TrainingLoop.Parts(plan.nets(), steps, progress, losses, validation, checkpoints);
        var result = new TrainingLoop(parts, callbacks)
                .run(train, epochs, plan.settings().accumulated());
        loadBest();
        return result;
    }

    private RunCheckpoints checkpoints(List<Stateful> states, StepCheck check) {
        var saving = plan.saving();
        var id = saving.run().orElseGet(() -> UUID.randomUUID().toString());
        return new RunCheckpoints(saving.keepingBest(), id, states, check.mustBeFinite());
    }

    /** Everything that must survive a restart. */
    private List<Stateful> states(List<PhaseStep> steps, RunProgress progress) {
        var states = new ArrayList<>(networkStates());
        var names = plan.nets().namedParameters();
        steps.forEach(step -> states.addAll(PhaseStates.of(step, names)));
        states.add(new GeneratorState());
        states.add(progress);
        for (var callback : callbacks) {
            if (callback instanceof Stateful stateful) {
                states.add(stateful);
            }
        }
        RunPlan.requireDifferent(states.stream().map(Stateful::name).toList(), "parts that are saved");
        return states;
    }

    private void loadBest() {
        var networks = networkStates();
        plan.saving().bestCheckpoint().ifPresent(best -> best.load(networks.toArray(Stateful[]::new)));
    }

    private List<Stateful> networkStates() {
        var states = new ArrayList<Stateful>();
        plan.nets().byName().forEach((name, net) -> states.add(new NetworkState(name, net)));
        return states;
    }
}
