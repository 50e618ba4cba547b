package dev.vireo.training;

import dev.vireo.nn.Block;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.checkpoint.Checkpoint;
import dev.vireo.training.checkpoint.Checkpoints;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The settings of a run: networks, phases and checkpoints. Immutable; each method returns a changed copy.
 *
 * @param nets the networks
 * @param phases of each step, in order
 * @param settings that all phases share
 * @param saving the checkpoints
 */
record RunPlan(Networks nets, List<Phase> phases, StepSettings settings, Saving saving) {
    RunPlan {
        phases = List.copyOf(phases);
    }

    /** A plan without phases and checkpoints. */
    static RunPlan of(Block net) {
        return new RunPlan(Networks.of(net), List.of(), StepSettings.DEFAULT, Saving.NOTHING);
    }

    RunPlan network(String name, Block net) {
        return new RunPlan(nets.with(name, net), phases, settings, saving);
    }

    RunPlan phase(Phase added) {
        var more = new ArrayList<>(phases);
        more.add(added);
        return new RunPlan(nets, more, settings, saving);
    }

    RunPlan eachPhase(UnaryOperator<Phase> change) {
        return new RunPlan(nets, phases.stream().map(change).toList(), settings, saving);
    }

    RunPlan settings(UnaryOperator<StepSettings> change) {
        return new RunPlan(nets, phases, change.apply(settings), saving);
    }

    RunPlan saving(UnaryOperator<Saving> change) {
        return new RunPlan(nets, phases, settings, change.apply(saving));
    }

    /** The phase, if there is only one. */
    Phase onlyPhase() {
        if (phases.size() != 1) {
            throw new VireoException("fit: there are " + phases.size()
                    + " phases; say what to measure on the second data set by validation(objective)");
        }
        return phases.get(0);
    }

    /**
     * Checks that a run can begin.
     *
     * @throws VireoException if something is missing, or if two parts contradict each other
     */
    void check() {
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

    /** Checks that no name occurs twice. */
    static void requireDifferent(List<String> names, String what) {
        var seen = new HashSet<String>();
        names.stream().filter(name -> !seen.add(name)).findFirst().ifPresent(name -> {
            throw new VireoException("fit: two " + what + " have the name '" + name + "'; give each its own");
        });
    }

    /**
     * The settings of checkpoints.
     *
     * @param folder where they are saved, if any
     * @param run the id of the run; empty for a random one
     * @param resumed whether to continue from the last one
     * @param best the metric whose best checkpoint the run ends with, if not the last
     */
    record Saving(Optional<Checkpoints> folder, Optional<String> run, boolean resumed, Optional<Best> best) {
        static final Saving NOTHING = new Saving(Optional.empty(), Optional.empty(), false, Optional.empty());

        Saving in(Checkpoints chosen) {
            return new Saving(Optional.of(chosen), run, resumed, best);
        }

        Saving run(String id) {
            return new Saving(folder, Optional.of(id), resumed, best);
        }

        Saving resume() {
            return new Saving(folder, run, true, best);
        }

        Saving endWith(Best epoch) {
            return new Saving(folder, run, resumed, Optional.of(epoch));
        }

        /** The checkpoint folder. If the run ends with its best epoch, the folder keeps the checkpoint of that epoch too. */
        Optional<Checkpoints> keepingBest() {
            return folder.map(each -> best.map(epoch -> epoch.kept(each)).orElse(each));
        }

        /** The checkpoint that the run ends with; empty for its last step. */
        Optional<Checkpoint> bestCheckpoint() {
            return keepingBest().flatMap(each -> best.flatMap(epoch -> epoch.of(each)));
        }
    }

    /**
     * The metric that selects the epoch a run ends with.
     *
     * @param metric the name
     * @param largest whether the largest value is the best, or the smallest
     */
    record Best(String metric, boolean largest) {
        private Checkpoints kept(Checkpoints folder) {
            return largest ? folder.keepLargest(metric) : folder.keepSmallest(metric);
        }

        private Optional<Checkpoint> of(Checkpoints folder) {
            return largest ? folder.largest(metric) : folder.smallest(metric);
        }
    }
}
