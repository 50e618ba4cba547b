package dev.vireo.models.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vireo.models.recipe.CommonOptions;
import dev.vireo.models.recipe.OptionValues;
import dev.vireo.models.recipe.catalog.Recipes;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Runs the recipes on the first CUDA device: {@code mvn verify -Pcuda} on a machine that has one. */
@EnabledIf(value = "cudaIsThere", disabledReason = "libtorch finds no CUDA device here")
final class CudaRecipeTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    static boolean cudaIsThere() {
        return Engines.current().devices().contains(Device.cuda(0));
    }

    @Test
    void trainsDigitsThenEvaluatesOnTheCpu() throws IOException {
        assertThat(train("digits")).isGreaterThanOrEqualTo(0.98);
        var evaluated = CommandLineRun.of("evaluate", folder.toString());
        assertThat(evaluated.exit()).isZero();
        assertThat(Double.parseDouble(evaluated.lastLine().substring("test accuracy ".length())))
                .isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void trainsFashionMnist() throws IOException {
        var options = Recipes.standard().named("fashion-mnist").options();
        var data = OptionValues.defaults(options).get(CommonOptions.DATA);
        assumeTrue(Files.isDirectory(data), () -> data + " is missing: install Debian's dataset-fashion-mnist");
        assertThat(train("fashion-mnist")).isGreaterThanOrEqualTo(0.91);
    }

    @Test
    void anInvalidDeviceIndexIsRefused() {
        var run = CommandLineRun.of("train", "digits", "--device", "cuda:97", "--out", folder.toString());
        assertThat(run.err()).startsWith("vireo: --device cuda:97: there is no such device, only cpu, cuda:0");
    }

    private double train(String recipe) throws IOException {
        var run = CommandLineRun.of("train", recipe, "--device", "cuda", "--out", folder.toString());
        assertThat(run.exit()).as(run.err()).isZero();
        return new ObjectMapper()
                .readTree(folder.resolve("metrics.json").toFile())
                .path("test_accuracy")
                .asDouble();
    }
}
