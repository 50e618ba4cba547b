package dev.vireo.models.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.formats.safetensors.Safetensors;
import dev.vireo.models.recipe.catalog.Recipes;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Generator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    void hasANetworkAlsoWhileTrainingReplacesCheckpoints() throws IOException {
        var recipe = TABLE.named("digits");
        var options = OptionValues.defaults(recipe.options());
        var run = Run.create(folder, new RunDescription(recipe, options, "torch", "cpu"), TABLE);
        Generator.seeded(1).use();
        var values = folder.resolve("values");
        try (var net = recipe.network(options)) {
            Safetensors.write(values, net.stateDict());
        }
        replace(run.checkpoints(), 0, values);
        var over = new AtomicBoolean();
        var training = CompletableFuture.runAsync(() -> {
            for (int epoch = 1; !over.get(); epoch++) {
                replace(run.checkpoints(), epoch, values);
            }
        });
        try {
            for (int i = 0; i < OPENINGS; i++) {
                try (var net = Run.open(folder, TABLE).network()) {
                    assertThat(net.parameters()).allMatch(each -> each.dtype() == DType.FLOAT32);
                }
            }
        } finally {
            over.set(true);
            training.join();
        }
    }

    /** Does what {@code Checkpoints.save} does: moves the new checkpoint to its place, then removes the one before. */
    private static void replace(Path checkpoints, int epoch, Path values) {
        try {
            var part = Files.createDirectories(checkpoints.resolve("epoch-" + epoch + ".part"));
            Files.copy(values, part.resolve("model.safetensors"));
            Files.move(part, checkpoints.resolve("epoch-" + epoch), StandardCopyOption.ATOMIC_MOVE);
            var before = checkpoints.resolve("epoch-" + (epoch - 1));
            Files.deleteIfExists(before.resolve("model.safetensors"));
            Files.deleteIfExists(before);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
