package dev.vireo.models.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.formats.onnx.Onnx;
import dev.vireo.nn.Linear;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** An exported file is written only if ONNX Runtime reproduces the network's outputs. */
final class OnnxFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 0.01f, -1e31f})
    void resultsThatDifferAreRefused(float error) throws IOException {
        var file = Files.writeString(folder.resolve("net.onnx"), "from before");
        assertThatThrownBy(() -> write(file, error))
                .isInstanceOf(FailedCheckException.class)
                .hasMessageStartingWith("the results of ONNX Runtime differ from the network's by ")
                .hasMessageEndingWith(file + " was not written");
        assertThat(file).hasContent("from before");
        assertThat(folder).isDirectoryNotContaining("glob:**.unchecked");
    }

    @Test
    void aCorrectFileIsWritten() {
        var file = folder.resolve("net.onnx");
        write(file, 1e-5f);
        assertThat(folder).isDirectoryContaining("glob:**net.onnx").isDirectoryNotContaining("glob:**.unchecked");
    }

    @Test
    void aFailedCheckIsNotReportedAsInvalidInput() {
        var command = new CommandLine(new Doctor());
        assertThat(Failures.ofExecution(
                        new FailedCheckException("too far"), command, new CommandLine(new Doctor()).parseArgs()))
                .isEqualTo(1);
    }

    /** Exports a layer, and expects its outputs with an error added. */
    private static void write(Path file, float error) {
        try (var net = new Linear(3, 2);
                var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var x = Tensor.of(new float[] {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f}, 2, 3);
            var expected = net.call(x).add(error);
            OnnxFile.write(file, List.of(x), List.of(expected), place -> Onnx.export(net, x, place));
        }
    }
}
