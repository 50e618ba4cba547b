package dev.vireo.models.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.models.recipe.catalog.Recipes;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.precision.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads run.json files of this version, of the first one, and of a newer one. */
final class RunFileTest {
    private static final RecipeTable TABLE = Recipes.standard();
    private static final String FORMAT_1 = """
            {
              "recipe" : "fashion-mnist",
              "epochs" : 3,
              "seed" : 7,
              "precision" : "bf16",
              "engine" : "djl",
              "device" : "cuda:1",
              "data" : "/srv/fashion"
            }""";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("run.json");
    }

    @Test
    void readsWhatItWrote() {
        var recipe = TABLE.named("fashion-mnist");
        var options = OptionValues.defaults(recipe.options()).with("lr", "0.25").with("precision", "fp16");
        new RunFile("an id", new RunDescription(recipe, options, "torch", "cpu")).write(file);
        var read = RunFile.read(file, TABLE).description();
        assertThat(RunFile.read(file, TABLE).id()).isEqualTo("an id");
        assertThat(read.recipe()).isSameAs(recipe);
        assertThat(read.options().json()).isEqualTo(options.json()).containsEntry("lr", 0.25);
        assertThat(read.engine()).isEqualTo("torch");
        assertThat(read.device()).isEqualTo("cpu");
    }

    @Test
    void readsTheFirstFormat() throws IOException {
        Files.writeString(file, FORMAT_1);
        var run = RunFile.read(file, TABLE).description();
        assertThat(RunFile.read(file, TABLE).id()).isEmpty();
        assertThat(run.options().get(CommonOptions.KEEP)).isEqualTo(FinalWeights.LAST);
        assertThat(run.options().get(CommonOptions.EPOCHS)).isEqualTo(3);
        assertThat(run.options().get(CommonOptions.SEED)).isEqualTo(7);
        assertThat(run.options().get(CommonOptions.PRECISION)).isEqualTo(Precision.BF16);
        assertThat(run.options().get(CommonOptions.DATA)).isEqualTo(Path.of("/srv/fashion"));
        assertThat(run.options().get(CommonOptions.BATCH_SIZE)).isEqualTo(64);
        assertThat(run.options().get(CommonOptions.LEARNING_RATE)).isEqualTo(2e-3);
        assertThat(run.options().get(CommonOptions.WARMUP)).isEqualTo(200);
        assertThat(run.engine()).isEqualTo("djl");
        assertThat(run.device()).isEqualTo("cuda:1");
    }

    @Test
    void aMissingOptionHasItsDefault() throws IOException {
        Files.writeString(file, """
                {"format": 2, "recipe": "digits", "options": {"epochs": 3}, "engine": "torch", "device": "cpu", "note": 1}""");
        assertThat(RunFile.read(file, TABLE).description().options().json())
                .containsEntry("epochs", 3)
                .containsEntry("lr", 3e-3);
    }

    @Test
    void newerOrDamagedFilesAreRefused() throws IOException {
        refused("run.json has the format 3 of a newer Vireo; this one reads up to 2", """
                {"format": 3, "recipe": "digits"}""");
        refused("run.json: there is no option 'mixup'; there are epochs, ", """
                {"format": 2, "recipe": "digits", "options": {"mixup": 0.2}, "engine": "torch", "device": "cpu"}""");
        refused("run.json is damaged: 'lr' takes a number above 0; got '-1'", """
                {"format": 2, "recipe": "digits", "options": {"lr": -1}, "engine": "torch", "device": "cpu"}""");
        refused("unknown recipe 'cats'; there are digits, fashion-mnist", """
                {"format": 2, "recipe": "cats"}""");
        refused("run.json is damaged: it has no 'device'", FORMAT_1.replace("device", "gadget"));
        refused("run.json is damaged: it has no 'epochs'", FORMAT_1.replace("epochs", "periods"));
        refused("run.json is damaged: it has no 'options'", FORMAT_1.replace("{\n", "{\"format\": 2,\n"));
    }

    private void refused(String message, String text) throws IOException {
        Files.writeString(file, text);
        assertThatThrownBy(() -> RunFile.read(file, TABLE))
                .isInstanceOf(VireoException.class)
                .hasMessageContaining(message);
    }
}
