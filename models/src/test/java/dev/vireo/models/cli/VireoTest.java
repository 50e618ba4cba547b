package dev.vireo.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vireo.models.data.FakeFashion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VireoTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void trainsDigitsReproduciblyThenEvaluatesAndExports() throws IOException {
        var first = folder.resolve("first");
        var second = folder.resolve("second");
        var run = train(first, "--epochs", "8");
        train(second, "--epochs", "8");
        assertThat(accuracy(first)).isGreaterThanOrEqualTo(0.985).isEqualTo(accuracy(second));
        assertThat(run.lastLine()).isEqualTo(String.format("test accuracy %.4f", accuracy(first)));
        assertThat(second.resolve("checkpoints/epoch-8/model.safetensors"))
                .hasSameBinaryContentAs(first.resolve("checkpoints/epoch-8/model.safetensors"));
        assertThat(CommandLineRun.of("evaluate", first.toString()).lastLine()).isEqualTo(run.lastLine());
        var onnx = folder.resolve("digits.onnx");
        var export = CommandLineRun.of("export", first.toString(), "--onnx", onnx.toString());
        assertThat(export.exit()).isZero();
        assertThat(export.out()).contains("largest difference in ONNX Runtime");
        assertThat(onnx).isNotEmptyFile();
    }

    @Test
    void writesMetricsAndAPlot() throws IOException {
        train(folder, "--epochs", "2");
        var metrics = metrics(folder);
        assertThat(metrics.path("epochs")).hasSize(2);
        var last = metrics.path("epochs").get(1);
        assertThat(last.path("epoch").asInt()).isEqualTo(2);
        for (var name : new String[] {"loss", "validation_loss", "accuracy", "seconds", "samples_per_second"}) {
            assertThat(last.path(name).asDouble()).as(name).isPositive();
        }
        var samples = metrics.path("samples");
        assertThat(samples.path("train").asInt() + samples.path("validation").asInt())
                .isEqualTo(1442);
        assertThat(samples.path("test").asInt()).isEqualTo(355);
        assertThat(metrics.path("test_accuracy").asDouble()).isBetween(0.5, 1.0);
        assertThat(ImageIO.read(folder.resolve("plot.png").toFile()).getWidth()).isPositive();
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    /**
     * The bound is below float32's accuracy by what these types lose. Larger errors in the arithmetic give a lower
     * accuracy.
     */
    @ParameterizedTest
    @ValueSource(strings = {"bf16", "fp16"})
    void trainsInLowerPrecision(String precision) throws IOException {
        train(folder, "--epochs", "6", "--precision", precision);
        assertThat(accuracy(folder)).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void resumingACompleteRunPrintsTheSameMetric() throws IOException {
        var first = train(folder, "--epochs", "2", "--seed", "3");
        var resumed = train(folder, "--resume");
        assertThat(resumed.out()).isEqualTo(first.lastLine() + System.lineSeparator());
        assertThat(metrics(folder).path("epochs")).hasSize(2);
    }

    @Test
    void withoutResumeTheRunStartsAgain() {
        train(folder, "--epochs", "1");
        assertThat(train(folder, "--epochs", "1").out()).contains("epoch 1/1");
    }

    @Test
    void evaluatesOnMovedData() throws IOException {
        var before = FakeFashion.write(folder.resolve("before"), 60, 28);
        var out = folder.resolve("run").toString();
        var run =
                CommandLineRun.of("train", "fashion-mnist", "--epochs", "1", "--data", before.toString(), "--out", out);
        assertThat(run.err()).isEmpty();
        var after = Files.move(before, folder.resolve("after")).toString();
        assertThat(CommandLineRun.of("evaluate", out).err()).contains("has no train-images-idx3-ubyte");
        assertThat(CommandLineRun.of("evaluate", out, "--data", after).lastLine())
                .isEqualTo(run.lastLine());
    }

    @Test
    void printsTheMachineAndTheHelp() {
        var doctor = CommandLineRun.of("doctor");
        assertThat(doctor.exit()).isZero();
        assertThat(doctor.out()).contains("engine", "torch", "cpu");
        var help = CommandLineRun.of("--help");
        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("train", "evaluate", "export", "graph", "doctor", "bench");
    }

    private static CommandLineRun train(Path out, String... more) {
        var arguments = new String[more.length + 4];
        arguments[0] = "train";
        arguments[1] = "digits";
        arguments[2] = "--out";
        arguments[3] = out.toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        var run = CommandLineRun.of(arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        return run;
    }

    private static double accuracy(Path run) throws IOException {
        return metrics(run).path("test_accuracy").asDouble();
    }

    private static JsonNode metrics(Path run) throws IOException {
        return new ObjectMapper().readTree(run.resolve("metrics.json").toFile());
    }
}
