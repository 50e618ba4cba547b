package dev.vireo.formats.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.formats.onnx.Onnx;
import dev.vireo.formats.onnx.OnnxModel;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares the results of a DL4J network with those of the same network loaded from its file. */
final class NetworkComparison {
    static final double TOLERANCE = 1e-5;

    private NetworkComparison() {}

    /** Creates a DL4J network with random coefficients, so that no bias or statistic is 0 or 1. */
    static MultiLayerNetwork network(MultiLayerConfiguration configuration) {
        var net = new MultiLayerNetwork(configuration);
        net.init();
        var random = new Random(7);
        net.paramTable().forEach((key, value) -> fill(value, random, key.endsWith("var")));
        return net;
    }

    private static void fill(INDArray parameter, Random random, boolean positive) {
        for (long i = 0; i < parameter.length(); i++) {
            double value = random.nextDouble() - 0.5;
            parameter.putScalar(i, positive ? Math.abs(value) + 0.1 : value);
        }
    }

    static Path write(MultiLayerNetwork net, Path folder) {
        try {
            var file = Files.createTempFile(folder, "model", ".zip");
            ModelSerializer.writeModel(net, file.toFile(), true);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static float[] values(int seed, long... shape) {
        int count = 1;
        for (long size : shape) {
            count *= (int) size;
        }
        var random = new Random(seed);
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Asserts that both libraries give the same result, and that the exported ONNX file does too. */
    static void requireSame(SmallNetwork sample, Path folder) {
        var theirs = network(sample.configuration());
        requireSame(theirs, write(theirs, folder), values(3, sample.input()), sample.input());
    }

    /** As {@link #requireSame(SmallNetwork, Path)}, for a given input. */
    static void requireSame(MultiLayerNetwork theirs, Path file, float[] values, long... shape) {
        requireSameResult(theirs, file, values, shape);
        var exported = file.resolveSibling(file.getFileName() + ".onnx");
        try (var net = Dl4j.load(file);
                var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var x = Tensor.of(values, shape);
            Onnx.export(net, x.slice(0, 0, 2), exported);
            try (var model = OnnxModel.open(exported)) {
                requireSame(model.run(x), result(theirs, values, shape));
            }
        }
    }

    static void requireSameResult(MultiLayerNetwork theirs, Path file, float[] values, long... shape) {
        try (var net = Dl4j.load(file);
                var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var dtype = dtype(theirs) == DataType.DOUBLE ? DType.FLOAT64 : DType.FLOAT32;
            requireSame(net.call(Tensor.of(values, shape).to(dtype)), result(theirs, values, shape));
        }
    }

    private static INDArray result(MultiLayerNetwork theirs, float[] values, long... shape) {
        return theirs.output(Nd4j.create(values, shape, 'c').castTo(dtype(theirs)))
                .castTo(DataType.DOUBLE);
    }

    private static DataType dtype(MultiLayerNetwork theirs) {
        return theirs.getLayerWiseConfigurations().getDataType();
    }

    private static void requireSame(Tensor y, INDArray expected) {
        assertThat(y.shape().toArray()).isEqualTo(expected.shape());
        assertThat(y.to(DType.FLOAT64).toDoubleArray())
                .containsExactly(expected.dup('c').data().asDouble(), within(TOLERANCE));
    }
}
