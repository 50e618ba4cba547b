package dev.vireo.models.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.formats.dl4j.Dl4j;
import dev.vireo.formats.onnx.OnnxModel;
import dev.vireo.formats.safetensors.Safetensors;
import dev.vireo.models.data.Datasets;
import dev.vireo.nn.Sequential;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.training.Epochs;
import dev.vireo.training.Evaluation;
import dev.vireo.training.Loss;
import dev.vireo.training.Trainer;
import dev.vireo.training.metric.Metric;
import dev.vireo.training.optimizer.AdamW;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Converts a network that DL4J 1.0.0-M2.1 saved. Neither DL4J nor ND4J is on the classpath. */
final class ConvertTest {
    /** An untrained network for 8 x 8 images and ten classes: convolution, pooling, batch norm, output layer. */
    private static final Path MODEL = Path.of("src/test/resources/dl4j/digits.zip");

    /** DL4J's output for an input of evenly spaced numbers from 0 to 1. */
    private static final double[] PROBABILITIES = {
        0.103719555,
        0.09753782,
        0.11844594,
        0.07502199,
        0.10089176,
        0.09148733,
        0.13694826,
        0.08911863,
        0.091984555,
        0.094844155
    };

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void matchesDl4jsOutput() {
        try (var net = Dl4j.load(MODEL);
                var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            assertThat(result(net)).containsExactly(PROBABILITIES, within(1e-5));
        }
    }

    @Test
    void writesOnnxAndSafetensors() {
        var onnx = folder.resolve("digits.onnx");
        var tensors = folder.resolve("digits.safetensors");
        var run = CommandLineRun.of(
                "convert",
                MODEL.toString(),
                "--onnx",
                onnx.toString(),
                "--input",
                "1, 8, 8",
                "--safetensors",
                tensors.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out().lines())
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("wrote " + tensors + ", 9 tensors"),
                        second -> assertThat(second)
                                .startsWith("wrote " + onnx + ", largest difference in ONNX Runtime"));
        try (var net = Dl4j.load(MODEL);
                var model = OnnxModel.open(onnx);
                var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            assertThat(model.run(ramp()).to(DType.FLOAT64).toDoubleArray())
                    .containsExactly(PROBABILITIES, within(1e-5));
            assertThat(Safetensors.read(tensors).keySet())
                    .containsExactlyElementsOf(net.stateDict().keySet());
        }
    }

    @Test
    void canBeTrainedAndSaved() {
        Generator.seeded(1).use();
        var digits = Datasets.digits();
        var file = folder.resolve("tuned.safetensors");
        try (var net = Dl4j.loadLogits(MODEL);
                var again = Dl4j.loadLogits(MODEL)) {
            double before = accuracy(net);
            Trainer.of(net, Loss.crossEntropy())
                    .optimizer(AdamW.of(1e-2))
                    .fit(digits.train().shuffled(1).batches(64), digits.test().batches(256), Epochs.of(3));
            assertThat(before).isLessThan(0.5);
            assertThat(accuracy(net)).isGreaterThan(0.9);
            try (var scope = TensorScope.open()) {
                Safetensors.write(file, net.stateDict());
                again.loadStateDict(Safetensors.read(file));
            }
            assertThat(accuracy(again)).isEqualTo(accuracy(net));
        }
    }

    @Test
    void badInputIsOneLine() {
        var onnx = folder.resolve("x.onnx").toString();
        refused("takes --onnx FILE or --safetensors FILE", "convert", MODEL.toString());
        refused("as in --input 1,28,28; got []", "convert", MODEL.toString(), "--onnx", onnx);
        refused("got [0, 8]", "convert", MODEL.toString(), "--onnx", onnx, "--input", "0,8");
        refused("there is no file nowhere.zip", "convert", "nowhere.zip", "--onnx", onnx, "--input", "1,8,8");
        refused("takes 1 input channels", "convert", MODEL.toString(), "--onnx", onnx, "--input", "2,8,8");
        refused(
                "the network does not take --input 1,8: dimension 3 is out of range",
                "convert",
                MODEL.toString(),
                "--onnx",
                onnx,
                "--input",
                "1,8");
        refused(
                "--input 1,8,99999999 makes inputs",
                "convert",
                MODEL.toString(),
                "--onnx",
                onnx,
                "--input",
                "1,8,99999999");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void outputFilesMustBeDistinct() throws IOException {
        var model = Files.copy(MODEL, folder.resolve("model.zip")).toString();
        var same = folder.resolve(".").resolve("model.zip").toString();
        refused("are one file, of which one would be lost", "convert", model, "--safetensors", same);
        assertThat(folder.resolve("model.zip")).hasSameBinaryContentAs(MODEL);
    }

    private static void refused(String message, String... arguments) {
        var run = CommandLineRun.of(arguments);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("vireo: ").contains(message);
        assertThat(run.exit()).isEqualTo(2);
    }

    private static double accuracy(Sequential net) {
        return Evaluation.of(net, Datasets.digits().test().batches(256), Metric.accuracy());
    }

    private static double[] result(Sequential net) {
        return net.call(ramp()).to(DType.FLOAT64).toDoubleArray();
    }

    private static Tensor ramp() {
        var values = new float[64];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 63f;
        }
        return Tensor.of(values, 1, 1, 8, 8);
    }
}
