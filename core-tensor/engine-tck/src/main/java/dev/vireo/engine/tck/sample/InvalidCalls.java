package dev.vireo.engine.tck.sample;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.DTypeException;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.op.Activation;
import dev.vireo.tensor.op.Binary;
import dev.vireo.tensor.op.Comparison;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.Creation;
import dev.vireo.tensor.op.Indexing;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Random;
import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.op.Reduction;
import dev.vireo.tensor.op.Regularization;
import dev.vireo.tensor.op.Scan;
import dev.vireo.tensor.op.Ternary;
import dev.vireo.tensor.op.Unary;
import dev.vireo.tensor.op.Update;
import dev.vireo.tensor.op.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calls with invalid shapes and types, and the error messages expected for them. */
public final class InvalidCalls {
    private static final OpTable<List<InvalidCall>> TABLE = OpTable.<List<InvalidCall>>named("failures")
            .all(elementwise())
            .all(reductions())
            .all(shapes())
            .all(indexing())
            .all(draws())
            .all(InvalidNetworkCalls.table())
            .all(takingAnything())
            .build();

    private InvalidCalls() {}

    /** Returns a row for each operation; empty for operations that accept any input. */
    public static OpTable<List<InvalidCall>> table() {
        return TABLE;
    }

    /** Builds the table. */
    static final class Rows {
        private final Map<Object, List<InvalidCall>> rows = new LinkedHashMap<>();

        Rows shape(Op op, List<Argument> inputs, String... says) {
            return add(op, inputs, ShapeException.class, says);
        }

        Rows value(Op op, List<Argument> inputs, String... says) {
            return add(op, inputs, VireoException.class, says);
        }

        Rows dtype(Op op, List<Argument> inputs, String... says) {
            return add(op, inputs, DTypeException.class, says);
        }

        private Rows add(Op op, List<Argument> inputs, Class<? extends VireoException> type, String... says) {
            var call = OpSample.of(op, inputs.toArray(Argument[]::new));
            rows.computeIfAbsent(op.key(), key -> new ArrayList<>()).add(new InvalidCall(call, type, List.of(says)));
            return this;
        }

        OpTable<List<InvalidCall>> build(String family) {
            var table = OpTable.<List<InvalidCall>>named(family + " failures");
            rows.forEach((key, failures) -> table.rows(List.copyOf(failures), key));
            return table.build();
        }
    }

    /** Returns zeros. */
    static Argument x(long... shape) {
        return zeros(DType.FLOAT64, shape);
    }

    static Argument index(long... shape) {
        return zeros(DType.INT64, shape);
    }

    static Argument bool(long... shape) {
        return zeros(DType.BOOL, shape);
    }

    private static Argument zeros(DType dtype, long... shape) {
        var sizes = Shape.of(shape);
        return new Argument(sizes, dtype, new double[(int) sizes.elements()]);
    }

    /** Operations that accept any shape, and any type because inputs are cast. */
    private static OpTable<List<InvalidCall>> takingAnything() {
        var numeric = Set.of(Unary.NEG, Unary.SQUARE, Unary.RELU);
        return OpTable.<List<InvalidCall>>named("no failures")
                .rows(
                        List.of(),
                        Arrays.stream(Unary.values())
                                .filter(op -> !numeric.contains(op))
                                .toArray())
                .rows(List.of(), Activation.Gelu.class, Activation.LeakyRelu.class, Activation.Elu.class)
                .rows(List.of(), Activation.Softplus.class, Creation.Full.class, Indexing.Nonzero.class)
                .rows(List.of(), Conversion.Cast.class, Conversion.ToDevice.class, Conversion.Copy.class)
                .rows(List.of(), Conversion.Contiguous.class, Update.ScaleInto.class)
                .build();
    }

    private static OpTable<List<InvalidCall>> elementwise() {
        var rows = new Rows();
        for (var op : List.of(Unary.NEG, Unary.SQUARE, Unary.RELU)) {
            rows.dtype(op, List.of(bool(2)), "bool");
        }
        for (var op : Binary.values()) {
            rows.shape(op, List.of(x(2, 3), x(4)), "[2, 3]", "[4]");
        }
        for (var op : List.of(Binary.FLOOR_DIVIDE, Binary.REMAINDER)) {
            rows.value(op, List.of(index(2), index(2)), "divisor is 0");
        }
        rows.dtype(Binary.SUB, List.of(bool(2), bool(2)), "bool", "logicalXor");
        for (var op : Comparison.values()) {
            rows.shape(op, List.of(x(2, 3), x(4)), "[2, 3]", "[4]");
        }
        rows.dtype(Ternary.WHERE, List.of(x(2), x(2), x(2)), "bool", "float32")
                .shape(Ternary.WHERE, List.of(bool(3), x(2), x(2)), "[3]", "[2]")
                .shape(Ternary.LERP, List.of(x(3), x(2), x(2)), "[3]", "[2]")
                .shape(new Activation.Clamp(2, 1), List.of(x(2)), "2.0", "1.0", "order")
                .dtype(new Activation.Clamp(1, 2), List.of(bool(2)), "bool")
                .shape(new Activation.Softmax(2), List.of(x(2, 3)), "2", "[2, 3]")
                .shape(new Activation.LogSoftmax(1), List.of(x(3)), "1", "[3]");
        return rows.build("elementwise");
    }

    private static OpTable<List<InvalidCall>> reductions() {
        var rows = new Rows();
        var over = Dims.of(2);
        for (var op : List.<Op>of(
                new Reduction.Sum(over, false),
                new Reduction.Prod(over, false),
                new Reduction.Mean(over, false),
                new Reduction.Var(over, 1, false),
                new Reduction.Amax(over, false),
                new Reduction.Amin(over, false),
                new Reduction.LogSumExp(over, false),
                new Reduction.Norm(2, over, false),
                new Reduction.Any(over, false),
                new Reduction.All(over, false),
                new Reduction.ArgMax(over, false),
                new Reduction.ArgMin(over, false),
                new Scan.CumSum(2),
                new Scan.CumProd(2),
                new Scan.Sort(2, false),
                new Scan.TopK(2, 1, true))) {
            rows.shape(op, List.of(x(2, 3)), "dimension 2", "[2, 3]");
        }
        var first = Dims.of(0);
        for (var op : List.<Op>of(
                new Reduction.Mean(first, false),
                new Reduction.Var(first, 1, false),
                new Reduction.LogSumExp(first, false),
                new Reduction.Norm(2, first, false))) {
            rows.dtype(op, List.of(index(3)), "floating", "int64");
        }
        for (var op : List.<Op>of(
                new Reduction.Amax(first, false),
                new Reduction.Amin(first, false),
                new Reduction.ArgMax(first, false),
                new Reduction.ArgMin(first, false))) {
            rows.shape(op, List.of(x(0, 3)), "[0, 3]", "empty");
        }
        rows.shape(new Scan.TopK(0, 4, true), List.of(x(3)), "4", "[3]", "0 to 3");
        return rows.build("reduction");
    }

    private static OpTable<List<InvalidCall>> shapes() {
        return new Rows()
                .shape(new View.Reshape(Shape.of(4)), List.of(x(2, 3)), "[2, 3]", "6", "[4]")
                .shape(new View.Flatten(0, 2), List.of(x(2, 3)), "2", "[2, 3]")
                .shape(new View.Permute(Dims.of(0, 0)), List.of(x(2, 3)), "[0, 0]", "[2, 3]")
                .shape(new View.Expand(Shape.of(4)), List.of(x(3)), "[3]", "[4]")
                .shape(new View.Unsqueeze(3), List.of(x(2)), "3", "[2]")
                .shape(new View.Squeeze(0), List.of(x(2)), "0", "[2]", "size 1")
                .shape(new View.Slice(0, 1, 4, 1), List.of(x(3)), "1 to 4", "[3]")
                .shape(new Rearrange.Concat(0), List.of(x(2, 3), x(2, 4)), "[2, 3]", "[2, 4]")
                .shape(new Rearrange.Stack(0), List.of(x(2), x(3)), "[3]", "[2]")
                .shape(
                        new Rearrange.Pad(Dims.of(3), Dims.of(0), Rearrange.PadMode.REFLECT, 0),
                        List.of(x(3)),
                        "[3]",
                        "3")
                .shape(
                        new Rearrange.Pad(Dims.of(1), Dims.of(1), Rearrange.PadMode.CONSTANT, 0),
                        List.of(x(3, 3)),
                        "[1]",
                        "[3, 3]")
                .shape(new Rearrange.Flip(Dims.of(1)), List.of(x(3)), "1", "[3]")
                .shape(new Rearrange.Flip(Dims.of(1, 0, 1)), List.of(x(2, 3)), "1", "twice", "[1, 0, 1]")
                .shape(new Rearrange.Roll(Dims.of(1), Dims.of(1)), List.of(x(3)), "1", "[3]")
                .shape(new Rearrange.Repeat(Dims.of(2)), List.of(x(2, 3)), "[2]", "[2, 3]")
                .shape(new Rearrange.RepeatInterleave(2, 1), List.of(x(3)), "1", "[3]")
                .shape(new Rearrange.Tril(0), List.of(x(3)), "[3]", "dimensions")
                .shape(new Rearrange.Triu(0), List.of(x(3)), "[3]", "dimensions")
                .shape(new Rearrange.Diagonal(0), List.of(x(3)), "[3]", "dimensions")
                .shape(
                        new Rearrange.Unfold(Dims.of(5, 2), Dims.of(1, 1), Dims.of(0, 0), Dims.of(1, 1)),
                        List.of(x(1, 1, 4, 4)),
                        "5",
                        "4")
                .shape(new Update.CopyInto(), List.of(x(3), x(2)), "[2]", "[3]")
                .shape(new Update.AddInto(1), List.of(x(3), x(2)), "[2]", "[3]")
                .shape(new Update.CopyRowsInto(), List.of(x(5, 3), index(2), x(1, 3)), "[1, 3]", "[2, 3]")
                .shape(new Update.CopyRowsInto(), List.of(x(5, 3), index(1, 2), x(2, 3)), "the index", "[1, 2]")
                .dtype(new Update.CopyRowsInto(), List.of(x(5, 3), x(2), x(2, 3)), "int64", "float32")
                .shape(new Update.LerpInto(0.5), List.of(x(3), x(2)), "[2]", "[3]")
                .shape(new Update.FusedSgd(1, 0.1, 0, 0, 0, false, true), List.of(x(3), x(2)), "[2]", "[3]")
                .shape(
                        new Update.FusedAdam(1, 1, 0.1, 0.9, 0.99, 1e-8, 0, true, false),
                        List.of(x(3), x(3), x(3)),
                        "4 inputs",
                        "got 3")
                .dtype(
                        new Update.FusedSgd(1, 0.1, 0, 0, 0, false, true),
                        List.of(x(3), index(3)),
                        "int64",
                        "expected the type of its parameter")
                .shape(new Update.UnscaleAndCheck(), List.of(x(3)), "inputs", "got 1")
                .build("shape");
    }

    private static OpTable<List<InvalidCall>> indexing() {
        return new Rows()
                .dtype(new Indexing.Gather(0), List.of(x(3), x(2)), "int64", "float32")
                .shape(new Indexing.Gather(0), List.of(x(3, 2), index(2)), "[2]", "dimensions")
                .shape(new Indexing.Gather(0), List.of(x(3, 2), index(1, 3)), "[1, 3]", "[3, 2]")
                .shape(new Indexing.Scatter(0), List.of(x(3), index(2), x(1)), "[1]", "[2]")
                .shape(new Indexing.ScatterAdd(0), List.of(x(3), index(2), x(1)), "[1]", "[2]")
                .dtype(new Indexing.ScatterAdd(0), List.of(x(3), index(2), index(2)), "int64", "float32")
                .shape(new Indexing.IndexSelect(0), List.of(x(3), index(2, 2)), "[2, 2]", "dimensions")
                .shape(new Indexing.IndexAdd(0), List.of(x(3), index(2), x(1)), "[1]", "[2]")
                .dtype(new Indexing.MaskedFill(0), List.of(x(3), x(3)), "bool", "float32")
                .shape(new Indexing.MaskedFill(0), List.of(x(3), bool(2)), "[2]", "[3]")
                .shape(new Indexing.MaskedSelect(), List.of(x(3), bool(2)), "[2]", "[3]")
                .dtype(new Indexing.OneHot(3), List.of(x(3)), "int64", "float32")
                .build("indexing");
    }

    private static OpTable<List<InvalidCall>> draws() {
        return new Rows()
                .shape(new Creation.Arange(spec(DType.INT64, 2, 2), 0, 1), List.of(), "[2, 2]", "dimensions")
                .dtype(new Random.RandomUniform(spec(DType.INT64, 2), 0, 1, 1), List.of(), "floating", "int64")
                .dtype(new Random.RandomNormal(spec(DType.INT64, 2), 0, 1, 1), List.of(), "floating", "int64")
                .dtype(new Random.RandomInteger(spec(DType.FLOAT32, 2), 0, 5, 1), List.of(), "integral", "float32")
                .dtype(new Random.RandomInteger(spec(DType.INT64, 2), 5, 5, 1), List.of(), "low < high", "5")
                .shape(new Random.RandomPermutation(spec(DType.INT64, 2, 2), 1), List.of(), "[2, 2]", "dimensions")
                .dtype(new Random.Bernoulli(DType.BOOL, 1), List.of(index(2)), "floating", "int64")
                .shape(new Random.Multinomial(4, false, 1), List.of(x(3)), "4", "3")
                .shape(new Regularization.Dropout(1.5, 1), List.of(x(3)), "1.5", "between 0 and 1")
                .build("draw");
    }

    private static TensorSpec spec(DType dtype, long... shape) {
        return new TensorSpec(Shape.of(shape), dtype, Device.CPU);
    }
}
