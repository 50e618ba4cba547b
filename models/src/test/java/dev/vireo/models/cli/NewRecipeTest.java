package dev.vireo.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vireo.formats.onnx.OnnxModel;
import dev.vireo.models.recipe.OptionValues;
import dev.vireo.models.recipe.RecipeTable;
import dev.vireo.models.recipe.ToyRegression;
import dev.vireo.models.recipe.TwoTowers;
import dev.vireo.models.recipe.catalog.Recipes;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new recipe needs one class and one row in the table. These tests run all commands on such a recipe. */
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
                .isEqualTo(
                        "{\"epochs\":30,\"batch-size\":16,\"lr\":0.02,\"seed\":42,\"precision\":\"fp32\",\"keep\":\"last\","
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

    /** The network has two inputs, and the recipe defines its own objective. */
    @Test
    void aNetworkOfAnotherSignatureIsTrainedEvaluatedAndExported() throws IOException {
        var table = RecipeTable.of(new TwoTowers());
        var out = folder.resolve("run").toString();
        var trained = CommandLineRun.of(table, "train", "towers", "--out", out);
        assertThat(trained.err()).isEmpty();
        assertThat(trained.lastLine()).startsWith("test mae ");
        assertThat(json(folder.resolve("run/metrics.json")).path("test_mae").asDouble())
                .isBetween(0.0, 0.2);
        assertThat(CommandLineRun.of(table, "evaluate", out).lastLine()).isEqualTo(trained.lastLine());
        var onnx = folder.resolve("towers.onnx");
        var exported = CommandLineRun.of(table, "export", out, "--onnx", onnx.toString());
        assertThat(exported.err()).isEmpty();
        try (var model = OnnxModel.open(onnx);
                var scope = TensorScope.open()) {
            var left = Tensor.of(new float[] {3, -2, 1}, 3, 1);
            var right = Tensor.of(new float[] {1, 1, 1}, 3, 1);
            assertThat(model.run(List.of(left, right)).get(0).toFloatArray())
                    .usingComparatorWithPrecision(0.5f)
                    .containsExactly(2, -3, 0);
        }
    }

    /** A learning rate that is too large makes later epochs worse than earlier ones. */
    @Test
    void keepsTheBestEpochIfRequested() throws IOException {
        var out = folder.resolve("run");
        var trained = vireo("train", "toy", "--lr", "0.4", "--epochs", "12", "--keep", "best", "--out", out.toString());
        assertThat(trained.err()).isEmpty();
        var losses = json(out.resolve("metrics.json")).path("epochs").findValues("validation_loss").stream()
                .map(JsonNode::asDouble)
                .toList();
        int best = losses.indexOf(Collections.min(losses)) + 1;
        assertThat(best).as("best epoch of " + losses).isLessThan(12);
        assertThat(out.resolve("checkpoints/epoch-" + best)).isDirectory();
        assertThat(vireo("evaluate", out.toString()).out())
                .isEqualTo(trained.out()
                        .lines()
                        .skip(12)
                        .map(line -> line + System.lineSeparator())
                        .collect(Collectors.joining()));
    }

    @Test
    void checkpointsOfAnotherRunAreRefused() throws IOException {
        var out = folder.resolve("run").toString();
        assertThat(vireo("train", "toy", "--epochs", "1", "--out", out).exit()).isZero();
        var file = folder.resolve("run/run.json");
        var id = json(file).path("run").asText();
        assertThat(id).isNotEmpty();
        assertThat(vireo("train", "toy", "--epochs", "1", "--out", out).exit()).isZero();
        assertThat(json(file).path("run").asText()).as("the same run").isEqualTo(id);
        Files.writeString(file, Files.readString(file).replace(id, "another"));
        var message = "is a checkpoint of the run " + id + ", but run.json describes the run another";
        assertThat(vireo("evaluate", out).err()).contains(message);
        assertThat(vireo("train", "toy", "--resume", "--out", out).err()).contains(message);
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
    void isListedInTheHelp() {
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
    void unsupportedOptionsAreRefused() {
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
    void namesItsFolderByItsOptions() {
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
