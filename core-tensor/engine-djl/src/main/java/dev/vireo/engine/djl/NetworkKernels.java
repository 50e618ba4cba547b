package dev.vireo.engine.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.recurrent.RNN;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Convolution;
import dev.vireo.tensor.op.LinearAlgebra;
import dev.vireo.tensor.op.Normalization;
import dev.vireo.tensor.op.Recurrent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Kernels of matrix products and of operations that DJL fuses. libtorch's autograd computes the gradients of the fused
 * ones.
 */
final class NetworkKernels {
    private final ArrayKernels rows = ArrayKernels.of("networks");
    private final Creator creator;

    private NetworkKernels(Creator creator) {
        this.creator = creator;
    }

    static KernelTable table(Creator creator) {
        var kernels = new NetworkKernels(creator);
        kernels.products();
        kernels.normalizations();
        kernels.recurrences();
        return kernels.rows.build();
    }

    private void products() {
        rows.row(LinearAlgebra.MatMul.class, (op, in) -> JniUtils.matmul(in[0], in[1]))
                .row(LinearAlgebra.Linear.class, (op, in) -> JniUtils.linear(in[0], in[1], bias(in)))
                .recorded(Convolution.Conv.class, (op, in) -> {
                    var stride = Creator.shape(op.stride());
                    var padding = Creator.shape(op.padding());
                    var dilation = Creator.shape(op.dilation());
                    return JniUtils.convolution(in[0], in[1], bias(in), stride, padding, dilation, op.groups());
                });
    }

    private void normalizations() {
        rows.recordedAll(Normalization.BatchNorm.class, this::batchNorm)
                .steps(Normalization.BatchNormInference.class, (op, in) -> {
                    var affine = affine(in, 3, channels(in[0]));
                    return JniUtils.batchNorm(in[0], in[1], in[2], affine[0], affine[1], false, 0, op.eps());
                })
                .recorded(Normalization.LayerNorm.class, (op, in) -> {
                    var shape = in[0].getShape();
                    var inner = shape.slice(shape.dimension() - op.dims());
                    var affine = affine(in, 1, inner);
                    return JniUtils.layerNorm(in[0], inner, affine[0], affine[1], op.eps());
                });
    }

    /** A momentum of 1 makes the running statistics equal to those of the batch, with an unbiased variance. */
    private PtNDArray[] batchNorm(Normalization.BatchNorm op, PtNDArray[] in) {
        var x = in[0];
        if (x.getDataType() == DataType.FLOAT16) { // in float32, the type of the statistics
            var wide = Arrays.stream(in).map(creator::widened).toArray(PtNDArray[]::new);
            var results = batchNorm(op, wide);
            results[0] = creator.narrowed(results[0]);
            return results;
        }
        var mean = creator.full(channels(x), 0, x.getDataType());
        var variance = creator.full(channels(x), 1, x.getDataType());
        var affine = affine(in, 1, channels(x));
        var y = JniUtils.batchNorm(x, mean, variance, affine[0], affine[1], true, 1, op.eps());
        return new PtNDArray[] {y, mean, variance};
    }

    /** DJL expects the batch dimension first. Dropout between layers is applied by the caller. */
    private void recurrences() {
        rows.recordedAll(Recurrent.Lstm.class, (op, in) -> {
                    var state = new NDList(in[1], in[2]);
                    boolean both = op.bidirectional();
                    return all(JniUtils.lstm(
                            in[0], state, weights(in, 3), op.biases(), op.layers(), 0, false, both, true));
                })
                .recordedAll(Recurrent.Gru.class, (op, in) -> {
                    boolean both = op.bidirectional();
                    return all(
                            JniUtils.gru(in[0], in[1], weights(in, 2), op.biases(), op.layers(), 0, false, both, true));
                })
                .recordedAll(Recurrent.Rnn.class, (op, in) -> {
                    var f = op.relu() ? RNN.Activation.RELU : RNN.Activation.TANH;
                    boolean both = op.bidirectional();
                    return all(JniUtils.rnn(
                            in[0], in[1], weights(in, 2), op.biases(), op.layers(), f, 0, false, both, true));
                });
    }

    /** Returns a weight and a bias, both required by DJL. Absent ones are ones and zeros. */
    private PtNDArray[] affine(PtNDArray[] in, int from, Shape shape) {
        var type = in[0].getDataType();
        return new PtNDArray[] {
            in.length > from ? in[from] : creator.full(shape, 1, type),
            in.length > from + 1 ? in[from + 1] : creator.full(shape, 0, type)
        };
    }

    private static Shape channels(PtNDArray x) {
        return new Shape(x.getShape().get(1));
    }

    @SuppressWarnings("NullAway") // DJL uses null for absent arrays
    private static PtNDArray bias(PtNDArray[] in) {
        @Nullable PtNDArray present = in.length > 2 ? in[2] : null;
        return present;
    }

    private static NDList weights(PtNDArray[] inputs, int from) {
        return new NDList(Arrays.copyOfRange(inputs, from, inputs.length));
    }

    private static PtNDArray[] all(NDList arrays) {
        return arrays.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new);
    }
}
