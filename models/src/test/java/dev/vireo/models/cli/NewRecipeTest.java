package dev.vireo.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vireo.models.recipe.OptionValues;
import dev.vireo.models.recipe.RecipeTable;
import dev.vireo.models.recipe.ToyRegression;
import dev.vireo.models.recipe.catalog.Recipes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recipe takes one file and one row: a toy recipe gets the whole command line. */
final class NewRecipeTest {
    private static final RecipeTable TABLE = Recipes.standard().with(new ToyRegression());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void isTrainedEvaluatedAndExported() throws IOException {
        var out = folder.resolve("run");
        var trained = vireo("train", "toy", "--lr", "2e-2", "--hidden", "16", "--out", out.toString());
        assertThat(trained.err()).isEmpty();
        assertThat(trained.out().lines()).hasSize(32);
        var metrics = json(out.resolve("metrics.json"));
        assertThat(metrics.path("epochs")).hasSize(30);
        assertThat(metrics.path("test_mse").asDouble()).isBetween(0.0, 1e-2);

        var options = json(out.resolve("run.json")).path("options");
        assertThat(options.toString())
                .isEqualTo("{\"epochs\":30,\"batch-size\":16,\"lr\":0.02,\"seed\":42,\"precision\":\"fp32\","
                        + "\"hidden\":16,\"steep\":false}");

        assertThat(vireo("evaluate", out.toString()).out())
                .isEqualTo(String.format(
                        "test mse %.4f%ntest mae %.4f%n",
                        metrics.path("test_mse").asDouble(),
                        metrics.path("test_mae").asDouble()));
        var onnx = folder.resolve("toy.onnx");
        var exported = vireo("export", out.toString(), "--onnx", onnx.toString());
        assertThat(exported.out()).startsWith("wrote " + onnx);
        assertThat(onnx).isNotEmptyFile();
        assertThat(vireo("train", "toy", "--resume", "--out", out.toString()).lastLine())
                .isEqualTo(trained.lastLine());
    }

    @Test
    void resumingComparesItsOptions() {
        var out = folder.resolve("run").toString();
        assertThat(vireo("train", "toy", "--epochs", "1", "--out", out).exit()).isZero();
        assertThat(vireo("train", "toy", "--resume", "--lr", "0.5", "--steep", "--out", out)
                        .err())
                .contains("it holds another run: lr 0.01 instead of 0.5, steep false instead of true");
        assertThat(vireo("train", "toy", "--epochs", "1", "--hidden", "8", "--out", out)
                        .err())
                .contains("holds another run: hidden 32 instead of 8");
        assertThat(vireo("train", "digits", "--resume", "--out", out).err())
                .contains("it holds another run: recipe toy instead of digits");
    }

    @Test
    void standsInTheHelp() {
        assertThat(vireo("train", "--help").out())
                .contains(
                        "Recipes:",
                        "digits         Trains a small CNN on 1,797",
                        "toy            Trains a perceptron on a sine curve");
        assertThat(vireo("train", "toy", "--help").out().replaceAll("\\s+", " "))
                .startsWith("Usage: vireo train toy ")
                .contains("--hidden=N units of the hidden layer; 32 unless given")
                .contains("--lr=X largest learning rate of the schedule; 0.01 unless given")
                .contains("--steep fits sin(2x)", "--out=DIR", "--resume", "--engine=NAME", "--device=NAME")
                .doesNotContain("--warmup", "--data");
        assertThat(vireo("train", "digits", "--hidden", "3").err())
                .startsWith("vireo: vireo train digits: unknown option '--hidden'; there are --batch-size, ");
        assertThat(vireo("train", "toyy").err())
                .contains("unknown recipe 'toyy'; there are digits, fashion-mnist, toy");
    }

    @Test
    void whatItDoesNotSupportIsRefused() {
        var table = RecipeTable.of(new ToyRegression().withoutCapabilities());
        var out = folder.resolve("run").toString();
        assertThat(CommandLineRun.of(table, "train", "toy", "--epochs", "1", "--out", out)
                        .exit())
                .isZero();
        assertThat(CommandLineRun.of(table, "evaluate", out).err())
                .isEqualTo(String.format("vireo: evaluate: the recipe toy does not support it%n"));
        var onnx = folder.resolve("toy.onnx");
        assertThat(CommandLineRun.of(table, "export", out, "--onnx", onnx.toString())
                        .exit())
                .isEqualTo(2);
        assertThat(onnx).doesNotExist();
    }

    @Test
    void namesItsFolderByWhatIsGiven() {
        var recipe = new ToyRegression();
        var values = OptionValues.defaults(recipe.options())
                .with("precision", "bf16")
                .with("lr", "3e-4")
                .with("steep", "true");
        assertThat(FolderName.of(recipe, values, Set.of("lr", "precision", "steep"), List.of("cuda:1")))
                .isEqualTo("toy-lr0.0003-bf16-steep-cuda1");
    }

    private static CommandLineRun vireo(String... arguments) {
        return CommandLineRun.of(TABLE, arguments);
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }
}
