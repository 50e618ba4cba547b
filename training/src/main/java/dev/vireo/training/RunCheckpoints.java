package dev.vireo.training;

import dev.vireo.training.checkpoint.Checkpoints;
import dev.vireo.training.checkpoint.TrainingState;
import dev.vireo.training.state.Stateful;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Saves and resumes all parts of a run. */
final class RunCheckpoints {
    private final Optional<Checkpoints> folder;
    private final List<Stateful> parts;
    private final boolean mustBeFinite;
    private String run;
    private @Nullable TrainingState saved;

    /**
     * @param folder where checkpoints are saved, if any
     * @param run the id of the run, unless a checkpoint that is resumed has another
     * @param parts all that is saved
     * @param mustBeFinite whether networks with parameters that are not finite are refused
     */
    RunCheckpoints(Optional<Checkpoints> folder, String run, List<Stateful> parts, boolean mustBeFinite) {
        this.folder = folder;
        this.run = run;
        this.parts = parts;
        this.mustBeFinite = mustBeFinite;
    }

    boolean areSaved() {
        return folder.isPresent();
    }

    boolean areDueAfter(long steps) {
        return folder.isPresent() && folder.get().isDueAfter(steps);
    }

    /** Continues from the last checkpoint, if there is one. */
    void resume() {
        folder.ifPresent(Checkpoints::requireOneRun);
        folder.flatMap(Checkpoints::latest).ifPresent(checkpoint -> {
            var id = checkpoint.restore(parts);
            if (!id.isEmpty()) {
                run = id;
            }
            saved = checkpoint.state();
        });
        folder.ifPresent(Checkpoints::removeLeftovers);
    }

    /** Saves a checkpoint, unless there are none or this state has been saved. */
    void save(TrainingState state) {
        if (folder.isEmpty() || state.equals(saved)) {
            return;
        }
        if (mustBeFinite) {
            parts.forEach(part -> requireFinite(part, state));
        }
        folder.get().save(run, state, parts);
        saved = state;
    }

    private static void requireFinite(Stateful part, TrainingState state) {
        if (part instanceof NetworkState network) {
            network.requireFinite("after step " + state.steps());
        }
    }
}
