package dev.vireo.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VireoTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void trainsDigitsTheSameTwiceThenEvaluatesAndExports() throws IOException {
        var first = folder.resolve("first");
        var second = folder.resolve("second");
        assertThat(Vireo.run("train", "digits", "--epochs", "6", "--out", first.toString()))
                .isZero();
        assertThat(Vireo.run("train", "digits", "--epochs", "6", "--out", second.toString()))
                .isZero();
        assertThat(accuracy(first)).isGreaterThan(0.985).isEqualTo(accuracy(second));
        assertThat(model(second)).hasSameBinaryContentAs(model(first));
        assertThat(Vireo.run("evaluate", first.toString())).isZero();
        var onnx = folder.resolve("digits.onnx");
        assertThat(Vireo.run("export", first.toString(), "--onnx", onnx.toString()))
                .isZero();
        assertThat(onnx).isNotEmptyFile();
    }

    @Test
    void trainsInBfloat16() throws IOException {
        var run = folder.resolve("bf16");
        assertThat(Vireo.run("train", "digits", "--epochs", "6", "--precision", "bf16", "--out", run.toString()))
                .isZero();
        assertThat(accuracy(run)).isGreaterThan(0.98);
    }

    @Test
    void badInputEndsWithTwo() throws IOException {
        var file = Files.createFile(folder.resolve("file"));
        assertThat(Vireo.run("train", "nothing")).isEqualTo(2);
        assertThat(Vireo.run("train", "digits", "--precision", "fp8")).isEqualTo(2);
        assertThat(Vireo.run("train", "digits", "--device", "cuda:7")).isEqualTo(2);
        assertThat(Vireo.run("train", "digits", "--epochs", "0")).isEqualTo(2);
        assertThat(Vireo.run("train", "digits", "--out", file.resolve("x").toString()))
                .isEqualTo(2);
        assertThat(Vireo.run("train", "fashion-mnist", "--data", folder.toString()))
                .isEqualTo(2);
        assertThat(Vireo.run("evaluate", folder.toString())).isEqualTo(2);
        assertThat(Vireo.run("--no-such-option")).isEqualTo(2);
    }

    private static Path model(Path run) {
        return run.resolve("checkpoints/epoch-6/model.safetensors");
    }

    private static double accuracy(Path run) throws IOException {
        return new ObjectMapper()
                .readTree(run.resolve("metrics.json").toFile())
                .path("test_accuracy")
                .asDouble();
    }
}
