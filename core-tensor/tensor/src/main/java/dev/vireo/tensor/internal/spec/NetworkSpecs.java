package dev.vireo.tensor.internal.spec;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.*;

/** Spec rules of network operations. */
final class NetworkSpecs {
    private NetworkSpecs() {}

    static OpTable<SpecRule<?>> table() {
        var table = new SpecTable("network")
                .rule(Normalization.BatchNorm.class, (op, in) -> {
                    var channels = channels(op, in, 1, 3);
                    if (in[0].shape().elements() == in[0].shape().size(1)) {
                        throw Check.shape(
                                op,
                                "a single value per channel in " + in[0].shape()
                                        + " has no variance; train with larger batches");
                    }
                    var statistics = new TensorSpec(channels, statisticsType(in[0]), in[0].device());
                    return new TensorSpec[] {in[0], statistics, statistics};
                })
                .rule(Normalization.BatchNormInference.class, (op, in) -> {
                    channels(op, in, 3, 5);
                    return Check.one(in[0]);
                })
                .rule(Normalization.GroupNorm.class, (op, in) -> {
                    channels(op, in, 1, 3);
                    if (in[0].shape().size(1) % op.groups() != 0) {
                        throw Check.shape(
                                op,
                                "the " + in[0].shape().size(1) + " channels of " + in[0].shape()
                                        + " do not divide into " + op.groups() + " groups");
                    }
                    return Check.one(in[0]);
                })
                .rule(Normalization.InstanceNorm.class, (op, in) -> {
                    channels(op, in, 1, 3);
                    return Check.one(in[0]);
                })
                .rule(Normalization.LayerNorm.class, (op, in) -> last(op, in, op.dims(), 3))
                .rule(Normalization.RmsNorm.class, (op, in) -> last(op, in, op.dims(), 2))
                .rule(Regularization.Dropout.class, (op, in) -> {
                    Check.floating(op, in[0]);
                    if (!(op.p() >= 0 && op.p() <= 1)) {
                        throw Check.shape(op, "the probability " + op.p() + " is not between 0 and 1");
                    }
                    return Check.one(in[0]);
                })
                .rule(Attention.ScaledDotProductAttention.class, NetworkSpecs::attention)
                .rule(Embed.Embedding.class, (op, in) -> {
                    Check.inputs(op, in, 2, 2);
                    Check.rank(op, "the weight", in[0], 2, 2);
                    Check.index(op, in[1]);
                    return Check.one(in[0].with(
                            in[1].shape().concat(Shape.of(in[0].shape().size(1)))));
                })
                .rule(LossOp.CrossEntropy.class, (op, in) -> loss(op, in, op.reduce()))
                .rule(LossOp.NllLoss.class, (op, in) -> loss(op, in, op.reduce()))
                .rule(LossOp.BinaryCrossEntropyWithLogits.class, (op, in) -> {
                    Check.inputs(op, in, 2, 2);
                    Check.sameFloating(op, in, 2);
                    Check.size(op, "the target", in[1].shape(), in[0].shape());
                    return Check.one(op.reduce() == LossOp.Reduce.NONE ? in[0] : in[0].with(Shape.SCALAR));
                })
                .rule(Quantize.FakeQuantize.class, (op, in) -> {
                    Check.inputs(op, in, 3, 3);
                    Check.floating(op, in[0]);
                    var expected = op.axis() < 0
                            ? Shape.SCALAR
                            : Shape.of(in[0].shape().size(op.axis()));
                    Check.size(op, "the scale", in[1].shape(), expected);
                    Check.size(op, "the zero point", in[2].shape(), expected);
                    return Check.one(in[0]);
                });
        return recurrent(table).build();
    }

    private static SpecTable recurrent(SpecTable table) {
        return table.rule(Recurrent.Lstm.class, (op, in) -> {
                    var state = state(op, in, 4, 2);
                    return new TensorSpec[] {sequence(op, in[0], state), state, state};
                })
                .rule(Recurrent.Gru.class, (op, in) -> {
                    var state = state(op, in, 3, 1);
                    return new TensorSpec[] {sequence(op, in[0], state), state};
                })
                .rule(Recurrent.Rnn.class, (op, in) -> {
                    var state = state(op, in, 1, 1);
                    return new TensorSpec[] {sequence(op, in[0], state), state};
                });
    }

    /** Statistics of half types are float32. */
    private static DType statisticsType(TensorSpec input) {
        return input.dtype().isHalf() ? DType.FLOAT32 : input.dtype();
    }

    private static Shape channels(Op op, TensorSpec[] in, int least, int most) {
        Check.inputs(op, in, least, most);
        Check.floating(op, in[0]);
        Check.rank(op, "the input", in[0], 2, Integer.MAX_VALUE);
        var channels = Shape.of(in[0].shape().size(1));
        for (int i = 1; i < in.length; i++) {
            Check.size(op, "input " + i, in[i].shape(), channels);
        }
        return channels;
    }

    private static TensorSpec[] last(Op op, TensorSpec[] in, int dims, int most) {
        Check.inputs(op, in, 1, most);
        Check.floating(op, in[0]);
        Check.rank(op, "the input", in[0], dims, Integer.MAX_VALUE);
        var normalized =
                in[0].shape().slice(in[0].shape().rank() - dims, in[0].shape().rank());
        for (int i = 1; i < in.length; i++) {
            Check.size(op, i == 1 ? "the weight" : "the bias", in[i].shape(), normalized);
        }
        return Check.one(in[0]);
    }

    private static TensorSpec[] attention(Attention.ScaledDotProductAttention op, TensorSpec[] in) {
        Check.inputs(op, in, 3, 4);
        Check.sameFloating(op, in, 3);
        for (int i = 0; i < 3; i++) {
            Check.rank(op, "input " + i, in[i], 2, Integer.MAX_VALUE);
        }
        var query = in[0].shape();
        var key = in[1].shape();
        var value = in[2].shape();
        if (query.size(-1) != key.size(-1) || key.size(-2) != value.size(-2)) {
            throw Check.shape(
                    op,
                    "query " + query + ", key " + key + " and value " + value
                            + " do not fit; expected [..., T, E], [..., S, E] and [..., S, V]");
        }
        var batch = Check.broadcast(
                op,
                query.slice(0, query.rank() - 2),
                Check.broadcast(op, key.slice(0, key.rank() - 2), value.slice(0, value.rank() - 2)));
        if (in.length == 4) {
            var scores = batch.concat(Shape.of(query.size(-2), key.size(-2)));
            if (!in[3].shape().expandsTo(scores)) {
                throw Check.shape(op, "the mask " + in[3].shape() + " does not expand to the scores " + scores);
            }
            if (in[3].dtype() != DType.BOOL && in[3].dtype() != in[0].dtype()) {
                throw Check.dtype(op, "the mask is " + in[3].dtype() + "; expected bool or " + in[0].dtype());
            }
        }
        return Check.one(in[0].with(batch.concat(Shape.of(query.size(-2), value.size(-1)))));
    }

    private static TensorSpec[] loss(Op op, TensorSpec[] in, LossOp.Reduce reduce) {
        Check.inputs(op, in, 2, 2);
        Check.floating(op, in[0]);
        Check.rank(op, "the input", in[0], 2, Integer.MAX_VALUE);
        Check.index(op, in[1]);
        var expected = in[0].shape().remove(1);
        Check.size(op, "the target", in[1].shape(), expected);
        return Check.one(in[0].with(reduce == LossOp.Reduce.NONE ? expected : Shape.SCALAR));
    }

    private static TensorSpec state(Recurrent op, TensorSpec[] in, int gates, int states) {
        int perCell = op.biases() ? 4 : 2;
        int directions = op.bidirectional() ? 2 : 1;
        int count = 1 + states + op.layers() * directions * perCell;
        Check.inputs(op, in, count, count);
        Check.sameFloating(op, in, in.length);
        Check.rank(op, "the input", in[0], 3, 3);
        Check.rank(op, "the state", in[1], 3, 3);
        long hidden = in[1].shape().size(2);
        for (int i = 1; i <= states; i++) {
            Check.size(
                    op,
                    "the state",
                    in[i].shape(),
                    Shape.of((long) op.layers() * directions, in[0].shape().size(0), hidden));
        }
        for (int cell = 0; cell < op.layers() * directions; cell++) {
            int at = 1 + states + cell * perCell;
            long features = cell < directions ? in[0].shape().size(2) : hidden * directions;
            Check.size(op, "weightIh of cell " + cell, in[at].shape(), Shape.of(gates * hidden, features));
            Check.size(op, "weightHh of cell " + cell, in[at + 1].shape(), Shape.of(gates * hidden, hidden));
            for (int i = 2; i < perCell; i++) {
                Check.size(op, "a bias of cell " + cell, in[at + i].shape(), Shape.of(gates * hidden));
            }
        }
        return in[1];
    }

    private static TensorSpec sequence(Recurrent op, TensorSpec x, TensorSpec state) {
        return x.with(x.shape().with(2, state.shape().size(2) * (op.bidirectional() ? 2 : 1)));
    }
}
