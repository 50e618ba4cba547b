package dev.vireo.engine.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.recurrent.RNN;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Convolution;
import dev.vireo.tensor.op.LinearAlgebra;
import dev.vireo.tensor.op.Normalization;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.Pooling;
import dev.vireo.tensor.op.Recurrent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Products, and what DJL fuses; libtorch's autograd gives the gradients of the latter. */
final class NetworkKernels {
    private final KernelTable.Builder rows = KernelTable.of("djl networks");
    private final Creator creator;
    private final AveragePools averages;

    private NetworkKernels(Creator creator) {
        this.creator = creator;
        this.averages = new AveragePools(creator);
    }

    static KernelTable table(Creator creator) {
        var kernels = new NetworkKernels(creator);
        kernels.products();
        kernels.pools();
        kernels.normalizations();
        kernels.recurrences();
        return kernels.rows.build();
    }

    private void products() {
        rows.kernel(
                        LinearAlgebra.MatMul.class,
                        (op, in) -> DjlTensor.one(JniUtils.matmul(DjlTensor.array(in[0]), DjlTensor.array(in[1]))))
                .kernel(LinearAlgebra.Linear.class, (op, in) -> {
                    var inputs = DjlTensor.arrays(in);
                    return DjlTensor.one(JniUtils.linear(inputs[0], inputs[1], at(inputs, 2)));
                });
        recorded(
                Convolution.Conv.class,
                (op, in) -> one(JniUtils.convolution(
                        in[0],
                        in[1],
                        at(in, 2),
                        shape(op.stride()),
                        shape(op.padding()),
                        shape(op.dilation()),
                        op.groups())));
    }

    private void pools() {
        recorded(Pooling.MaxPool.class, (op, in) -> one(MaxPools.of(op, in[0])));
        recorded(Pooling.AvgPool.class, (op, in) -> one(averages.of(op, in[0])));
        recorded(Pooling.AdaptiveAvgPool.class, (op, in) -> one(JniUtils.adaptiveAvgPool(in[0], shape(op.output()))));
        recorded(Pooling.AdaptiveMaxPool.class, (op, in) -> one(JniUtils.adaptiveMaxPool(in[0], shape(op.output()))));
    }

    private void normalizations() {
        recorded(Normalization.BatchNorm.class, this::batchNorm);
        rows.kernel(Normalization.BatchNormInference.class, (op, in) -> {
            var inputs = DjlTensor.arrays(in);
            return DjlTensor.one(withAffine(
                    inputs,
                    3,
                    channels(inputs[0]),
                    (weight, bias) ->
                            JniUtils.batchNorm(inputs[0], inputs[1], inputs[2], weight, bias, false, 0, op.eps())));
        });
        recorded(Normalization.LayerNorm.class, (op, in) -> {
            var shape = in[0].getShape();
            var inner = shape.slice(shape.dimension() - op.dims());
            return one(withAffine(
                    in, 1, inner, (weight, bias) -> JniUtils.layerNorm(in[0], inner, weight, bias, op.eps())));
        });
    }

    /** With a momentum of 1 the running statistics become the batch's own, the variance with correction 1. */
    private PtNDArray[] batchNorm(Normalization.BatchNorm op, PtNDArray[] in) {
        var x = in[0];
        if (x.getDataType() == DataType.FLOAT16) {
            return wideBatchNorm(op, in);
        }
        var mean = creator.full(channels(x), 0, x.getDataType());
        var variance = creator.full(channels(x), 1, x.getDataType());
        var y = withAffine(
                in,
                1,
                channels(x),
                (weight, bias) -> JniUtils.batchNorm(x, mean, variance, weight, bias, true, 1, op.eps()));
        return new PtNDArray[] {y, mean, variance};
    }

    /** In float32, which the statistics are in. */
    private PtNDArray[] wideBatchNorm(Normalization.BatchNorm op, PtNDArray[] in) {
        var wide = Arrays.stream(in).map(creator::widened).toArray(PtNDArray[]::new);
        try {
            var results = batchNorm(op, wide);
            try (var y = results[0]) {
                results[0] = creator.narrowed(y);
            }
            return results;
        } finally {
            Arrays.stream(wide).forEach(PtNDArray::close);
        }
    }

    private void recurrences() {
        recorded(
                Recurrent.Lstm.class,
                (op, in) -> all(JniUtils.lstm(
                        in[0],
                        new NDList(in[1], in[2]),
                        weights(in, 3),
                        op.biases(),
                        op.layers(),
                        0,
                        false,
                        op.bidirectional(),
                        true)));
        recorded(
                Recurrent.Gru.class,
                (op, in) -> all(JniUtils.gru(
                        in[0], in[1], weights(in, 2), op.biases(), op.layers(), 0, false, op.bidirectional(), true)));
        recorded(
                Recurrent.Rnn.class,
                (op, in) -> all(JniUtils.rnn(
                        in[0],
                        in[1],
                        weights(in, 2),
                        op.biases(),
                        op.layers(),
                        op.relu() ? RNN.Activation.RELU : RNN.Activation.TANH,
                        0,
                        false,
                        op.bidirectional(),
                        true)));
    }

    private <O extends Op> void recorded(Class<O> type, RecordedGradient.Call<O> call) {
        rows.kernel(type, (op, in) -> {
            var results = call.of(op, DjlTensor.arrays(in));
            return Arrays.stream(results).map(DjlTensor::of).toArray(DjlTensor[]::new);
        });
        rows.gradient(type, new RecordedGradient<>(call));
    }

    @FunctionalInterface
    private interface Affine {
        PtNDArray of(PtNDArray weight, PtNDArray bias);
    }

    /** DJL wants a weight and a bias; where they are absent they are 1 and 0. */
    private PtNDArray withAffine(PtNDArray[] in, int from, Shape shape, Affine function) {
        var weight = in.length > from ? in[from] : creator.full(shape, 1, in[0].getDataType());
        var bias = in.length > from + 1 ? in[from + 1] : creator.full(shape, 0, in[0].getDataType());
        try {
            return function.of(weight, bias);
        } finally {
            if (in.length <= from) {
                weight.close();
            }
            if (in.length <= from + 1) {
                bias.close();
            }
        }
    }

    private static Shape channels(PtNDArray x) {
        return new Shape(x.getShape().get(1));
    }

    private static Shape shape(Dims dims) {
        return new Shape(dims.toLongArray());
    }

    @SuppressWarnings("NullAway") // DJL takes null for what is absent
    private static PtNDArray at(PtNDArray[] inputs, int position) {
        @Nullable PtNDArray present = inputs.length > position ? inputs[position] : null;
        return present;
    }

    private static NDList weights(PtNDArray[] inputs, int from) {
        return new NDList(Arrays.copyOfRange(inputs, from, inputs.length));
    }

    private static PtNDArray[] one(PtNDArray array) {
        return new PtNDArray[] {array};
    }

    private static PtNDArray[] all(NDList arrays) {
        return arrays.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new);
    }
}
