package dev.vireo.training;

import dev.vireo.tensor.Engines;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.callback.Callback;
import dev.vireo.training.checkpoint.Checkpoint;
import dev.vireo.training.checkpoint.Checkpoints;
import dev.vireo.training.data.DataLoader;
import dev.vireo.training.state.Stateful;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** One run of a trainer: checks the settings, creates the parts, resumes if requested, and runs the loop. */
final class TrainingRun {
    private final Networks nets;
    private final List<Phase> phases;
    private final StepSettings settings;
    private final Validation validation;
    private final Saving saving;
    private final List<Callback> callbacks;

    /** The metric that selects the epoch a run ends with. */
    record Best(String metric, boolean largest) {
        Checkpoints kept(Checkpoints folder) {
            return largest ? folder.keepLargest(metric) : folder.keepSmallest(metric);
        }

        Optional<Checkpoint> of(Checkpoints folder) {
            return largest ? folder.largest(metric) : folder.smallest(metric);
        }
    }

    /**
     * The settings of checkpoints.
     *
     * @param folder where they are saved, if any
     * @param run the id of the run
     * @param resumed whether to continue from the last one
     * @param best the metric whose best checkpoint the run ends with, if not the last
     */
    record Saving(Optional<Checkpoints> folder, String run, boolean resumed, Optional<Best> best) {}

    TrainingRun(
            Networks nets,
            List<Phase> phases,
            StepSettings settings,
            Validation validation,
            Saving saving,
            List<Callback> callbacks) {
        this.nets = nets;
        this.phases = phases;
        this.settings = settings;
        this.validation = validation;
        this.saving = saving;
        this.callbacks = callbacks;
    }

    /** Prevents other runs from writing checkpoints into the same folder meanwhile. */
    TrainingResult fit(DataLoader train, Epochs epochs) {
        check(train);
        return Engines.with(
                nets.engine(),
                () -> saving.folder.isPresent()
                        ? saving.folder.get().whileLocked(() -> run(train, epochs))
                        : run(train, epochs));
    }

    private TrainingResult run(DataLoader train, Epochs epochs) {
        var steps = new ArrayList<PhaseStep>();
        try {
            var all = nets.parameters();
            phases.forEach(phase -> steps.add(new PhaseStep(phase, settings, all)));
            return run(train, epochs, steps);
        } finally {
            steps.forEach(PhaseStep::close);
        }
    }

    private TrainingResult run(DataLoader train, Epochs epochs, List<PhaseStep> steps) {
        boolean mustBeFinite = !settings.nonFiniteAllowed() && !nets.device().isMeta();
        var progress = new RunProgress(epochs.count(), train.batches(), steps);
        var folder = saving.folder.map(
                each -> saving.best.map(best -> best.kept(each)).orElse(each));
        var states = states(steps, progress);
        var checkpoints = new RunCheckpoints(folder, saving.run, states, mustBeFinite);
        if (saving.resumed) {
            checkpoints.resume();
        }
        var losses = new RunLosses(steps, mustBeFinite);
        var parts = new TrainingLoop.Parts(nets, steps, progress, losses, validation, checkpoints);
        var result = new TrainingLoop(parts, callbacks).run(train, epochs, settings.accumulated());
        folder.ifPresent(this::loadBest);
        return result;
    }

    /** Everything that must survive a restart. */
    private List<Stateful> states(List<PhaseStep> steps, RunProgress progress) {
        var states = new ArrayList<Stateful>();
        nets.byName().forEach((name, net) -> states.add(new NetworkState(name, net)));
        var names = nets.namedParameters();
        steps.forEach(step -> states.addAll(PhaseStates.of(step, names)));
        states.add(new GeneratorState());
        states.add(progress);
        for (var callback : callbacks) {
            if (callback instanceof Stateful stateful) {
                states.add(stateful);
            }
        }
        requireDifferent(states.stream().map(Stateful::name).toList(), "parts that are saved");
        return states;
    }

    private void loadBest(Checkpoints folder) {
        var kept = new ArrayList<Stateful>();
        nets.byName().forEach((name, net) -> kept.add(new NetworkState(name, net)));
        saving.best
                .flatMap(best -> best.of(folder))
                .ifPresent(checkpoint -> checkpoint.load(kept.toArray(Stateful[]::new)));
    }

    private void check(DataLoader train) {
        if (train.samples() == 0) {
            throw new VireoException("fit: there are no samples to train on");
        }
        if (phases.isEmpty()) {
            throw new VireoException(
                    "fit: there is nothing to minimize; add a phase by phase(Phase.of(net, objective))");
        }
        requireDifferent(phases.stream().map(Phase::name).toList(), "phases");
        if (saving.best.isPresent() && saving.folder.isEmpty()) {
            throw new VireoException(
                    "fit: to end with the best epoch, its weights must be saved; add checkpoints(folder)");
        }
        if (nets.device().isMeta() && saving.folder.isPresent()) {
            throw new VireoException("fit: the network is on meta and has no values to save; leave out checkpoints(...)"
                    + " for a dry run, or give it memory with toEmpty(device)");
        }
    }

    private static void requireDifferent(List<String> names, String what) {
        var seen = new HashSet<String>();
        names.stream().filter(name -> !seen.add(name)).findFirst().ifPresent(name -> {
            throw new VireoException("fit: two " + what + " have the name '" + name + "'; give each its own");
        });
    }
}
