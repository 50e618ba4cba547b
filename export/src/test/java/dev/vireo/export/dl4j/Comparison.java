package dev.vireo.export.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.tensor.Autograd;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
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

/** A network of DL4J's, written to a file, and both libraries' results on it. */
final class Comparison {
    static final double TOLERANCE = 1e-5;

    private Comparison() {}

    /** A network with every coefficient drawn, so that no bias or statistic is 0 or 1. */
    static MultiLayerNetwork network(MultiLayerConfiguration configuration) {
        var net = new MultiLayerNetwork(configuration);
        net.init();
        var random = new Random(7);
        net.paramTable().values().forEach(each -> fill(each, random));
        return net;
    }

    /** Between 0.05 and 0.5 in size; positive, since some are variances. */
    private static void fill(INDArray parameter, Random random) {
        for (long i = 0; i < parameter.length(); i++) {
            parameter.putScalar(i, (0.05 + 0.45 * random.nextDouble()));
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

    /** Holds that both give the same for an input of this shape. */
    static void requireSame(MultiLayerNetwork theirs, Path file, long... input) {
        var values = values(3, input);
        var expected = theirs.output(Nd4j.create(values, input, 'c')
                        .castTo(theirs.getLayerWiseConfigurations().getDataType()))
                .castTo(DataType.DOUBLE);
        try (var net = Dl4j.load(file);
                var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var dtype = net.stateDict().values().stream()
                    .map(Tensor::dtype)
                    .filter(each -> each.isFloating())
                    .findFirst();
            var x = Tensor.of(values, input);
            var y = net.call(dtype.map(x::to).orElse(x));
            assertThat(y.shape().toArray()).isEqualTo(expected.shape());
            var ours = y.to(dev.vireo.tensor.DType.FLOAT64).toDoubleArray();
            var their = expected.dup('c').data().asDouble();
            for (int i = 0; i < ours.length; i++) {
                assertThat(Math.abs(ours[i] - their[i]))
                        .as("element %d: %s, %s", i, ours[i], their[i])
                        .isLessThan(TOLERANCE);
            }
        }
    }
}
