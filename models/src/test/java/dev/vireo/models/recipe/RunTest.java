package dev.vireo.models.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.models.recipe.catalog.DigitsRecipe;
import dev.vireo.models.recipe.catalog.Recipes;
import dev.vireo.nn.Layer;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Generator;
import dev.vireo.training.checkpoint.Checkpoints;
import dev.vireo.training.checkpoint.TrainingState;
import dev.vireo.training.report.EpochReport;
import dev.vireo.training.report.Timing;
import dev.vireo.training.state.State;
import dev.vireo.training.state.Stateful;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunTest {
    private static final int OPENINGS = 200;
    private static final RecipeTable TABLE = Recipes.standard();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void loadsANetworkWhileTrainingReplacesCheckpoints() {
        var recipe = new DigitsRecipe();
        var options = OptionValues.defaults(recipe.options());
        var run = Run.create(folder, new RunDescription(recipe, options, "torch", "cpu"), TABLE);
        Generator.seeded(1).use();
        var trained = recipe.network(options);
        var history = new ArrayList<EpochReport>();
        save(run, history, trained);
        var over = new AtomicBoolean();
        var training = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                save(run, history, trained);
            }
        });
        try {
            for (int i = 0; i < OPENINGS; i++) {
                try (var net = Run.open(folder, TABLE).network()) {
                    assertThat(net.network().parameters()).allMatch(each -> each.dtype() == DType.FLOAT32);
                }
            }
        } finally {
            over.set(true);
            training.join();
            trained.close();
        }
    }

    /** Saves the checkpoint of the next epoch, which replaces the previous one. */
    private static void save(Run run, List<EpochReport> history, Layer net) {
        history.add(
                new EpochReport(history.size() + 1, OPENINGS, Map.of("loss", 1.0), Map.of(), 1e-3, new Timing(1, 1)));
        var state = new TrainingState(0, history.size(), history);
        new Checkpoints(run.checkpoints()).save(run.id(), state, List.of(new Model(net)));
    }

    /** The part of a checkpoint that contains the network. */
    private record Model(Layer net) implements Stateful {
        @Override
        public String name() {
            return "model";
        }

        @Override
        public State state() {
            return State.ofTensors(net.stateDict());
        }

        @Override
        public Runnable prepare(State saved) {
            return () -> net.loadStateDict(saved.tensors());
        }
    }
}
