package dev.vireo.export.onnx;

import static dev.vireo.export.onnx.Graph.attribute;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Activation;
import dev.vireo.tensor.op.Binary;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.Convolution;
import dev.vireo.tensor.op.LinearAlgebra;
import dev.vireo.tensor.op.Normalization;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Pooling;
import dev.vireo.tensor.op.Unary;
import dev.vireo.tensor.op.View;
import java.util.List;
import java.util.stream.LongStream;

/** ONNX's names for operations. */
final class Translators {
    private static final OpTable<Translator<?>> TABLE = make();

    private Translators() {}

    static OpTable<Translator<?>> table() {
        return TABLE;
    }

    private static OpTable<Translator<?>> make() {
        var table = new Rows();
        table.same(Unary.NEG, "Neg")
                .same(Unary.ABS, "Abs")
                .same(Unary.SIGN, "Sign")
                .same(Unary.SQRT, "Sqrt")
                .same(Unary.RECIPROCAL, "Reciprocal")
                .same(Unary.EXP, "Exp")
                .same(Unary.LOG, "Log")
                .same(Unary.SIN, "Sin")
                .same(Unary.COS, "Cos")
                .same(Unary.TAN, "Tan")
                .same(Unary.ASIN, "Asin")
                .same(Unary.ACOS, "Acos")
                .same(Unary.ATAN, "Atan")
                .same(Unary.SINH, "Sinh")
                .same(Unary.COSH, "Cosh")
                .same(Unary.TANH, "Tanh")
                .same(Unary.ERF, "Erf")
                .same(Unary.SIGMOID, "Sigmoid")
                .same(Unary.FLOOR, "Floor")
                .same(Unary.CEIL, "Ceil")
                .same(Unary.ROUND, "Round")
                .same(Unary.RELU, "Relu")
                .same(Unary.SOFTSIGN, "Softsign")
                .same(Unary.HARD_SWISH, "HardSwish")
                .same(Binary.ADD, "Add")
                .same(Binary.SUB, "Sub")
                .same(Binary.MUL, "Mul")
                .same(Binary.DIV, "Div")
                .same(Binary.POW, "Pow")
                .same(Binary.MAXIMUM, "Max")
                .same(Binary.MINIMUM, "Min")
                .row(LinearAlgebra.MatMul.class, (op, in, out, graph) -> graph.node("MatMul", out.get(0), in))
                .row(LinearAlgebra.Linear.class, Translators::linear)
                .row(
                        Convolution.Conv.class,
                        (op, in, out, graph) -> graph.node(
                                "Conv",
                                out.get(0),
                                in,
                                attribute("strides", op.stride().toLongArray()),
                                attribute("pads", bothSides(op.padding())),
                                attribute("dilations", op.dilation().toLongArray()),
                                attribute("group", op.groups())))
                .row(
                        Pooling.MaxPool.class,
                        (op, in, out, graph) -> graph.node(
                                "MaxPool",
                                out.get(0),
                                in,
                                attribute("kernel_shape", op.kernel().toLongArray()),
                                attribute("strides", op.stride().toLongArray()),
                                attribute("pads", bothSides(op.padding())),
                                attribute("dilations", op.dilation().toLongArray()),
                                attribute("ceil_mode", op.ceilMode() ? 1 : 0)))
                .row(
                        Pooling.AvgPool.class,
                        (op, in, out, graph) -> graph.node(
                                "AveragePool",
                                out.get(0),
                                in,
                                attribute("kernel_shape", op.kernel().toLongArray()),
                                attribute("strides", op.stride().toLongArray()),
                                attribute("pads", bothSides(op.padding())),
                                attribute("ceil_mode", op.ceilMode() ? 1 : 0),
                                attribute("count_include_pad", op.countIncludePad() ? 1 : 0)));
        shapes(table);
        return table.build();
    }

    private static void shapes(Rows table) {
        table.row(
                        Normalization.BatchNormInference.class,
                        (op, in, out, graph) -> graph.node(
                                "BatchNormalization",
                                out.get(0),
                                List.of(in.get(0), in.get(3), in.get(4), in.get(1), in.get(2)),
                                attribute("epsilon", op.eps())))
                .row(
                        Normalization.LayerNorm.class,
                        (op, in, out, graph) -> graph.node(
                                "LayerNormalization",
                                out.get(0),
                                in,
                                attribute("axis", -op.dims()),
                                attribute("epsilon", op.eps())))
                .row(
                        Activation.Softmax.class,
                        (op, in, out, graph) -> graph.node("Softmax", out.get(0), in, attribute("axis", op.dim())))
                .row(
                        Activation.LogSoftmax.class,
                        (op, in, out, graph) -> graph.node("LogSoftmax", out.get(0), in, attribute("axis", op.dim())))
                .row(
                        Activation.LeakyRelu.class,
                        (op, in, out, graph) ->
                                graph.node("LeakyRelu", out.get(0), in, attribute("alpha", op.negativeSlope())))
                .row(
                        Activation.Elu.class,
                        (op, in, out, graph) -> graph.node("Elu", out.get(0), in, attribute("alpha", op.alpha())))
                .row(
                        View.Permute.class,
                        (op, in, out, graph) -> graph.node(
                                "Transpose",
                                out.get(0),
                                in,
                                attribute("perm", op.dims().toLongArray())))
                .row(View.Flatten.class, Translators::flatten)
                .row(
                        View.Unsqueeze.class,
                        (op, in, out, graph) -> graph.node(
                                "Unsqueeze", List.of(graph.name(in.get(0)), graph.longs(op.dim())), out.get(0)))
                .row(
                        View.Squeeze.class,
                        (op, in, out, graph) -> graph.node(
                                "Squeeze", List.of(graph.name(in.get(0)), graph.longs(op.dim())), out.get(0)))
                .row(
                        Conversion.Cast.class,
                        (op, in, out, graph) ->
                                graph.node("Cast", out.get(0), in, attribute("to", Graph.type(op.dtype()))))
                .row(Conversion.Copy.class, (op, in, out, graph) -> graph.node("Identity", out.get(0), in))
                .row(Conversion.Contiguous.class, (op, in, out, graph) -> graph.node("Identity", out.get(0), in));
    }

    /** Gemm multiplies matrices only, which is what ONNX Runtime quantizes and fuses best. */
    private static void linear(LinearAlgebra.Linear op, List<Tensor> in, List<Tensor> out, Graph graph) {
        if (in.get(0).shape().rank() == 2) {
            graph.node("Gemm", out.get(0), in, attribute("transB", 1));
            return;
        }
        var product = in.size() == 3 ? in.get(0).mul(0) : out.get(0); // stands for the value before the bias
        var transposed = in.get(1).transpose(0, 1);
        graph.node("MatMul", product, List.of(in.get(0), transposed));
        if (in.size() == 3) {
            graph.node("Add", out.get(0), List.of(product, in.get(2)));
        }
    }

    /** 0 keeps a size and -1 takes what is left, so that a free batch stays free. */
    private static void flatten(View.Flatten op, List<Tensor> in, List<Tensor> out, Graph graph) {
        int rank = in.get(0).shape().rank();
        var kept = LongStream.range(0, op.startDim()).map(i -> 0);
        var after = LongStream.range(op.endDim() + 1, rank)
                .map(i -> in.get(0).shape().size((int) i));
        var sizes = LongStream.concat(LongStream.concat(kept, LongStream.of(-1)), after)
                .toArray();
        graph.node("Reshape", List.of(graph.name(in.get(0)), graph.longs(sizes)), out.get(0));
    }

    private static long[] bothSides(Dims padding) {
        var once = padding.toLongArray();
        return LongStream.concat(LongStream.of(once), LongStream.of(once)).toArray();
    }

    /** Gathers rows with their types. */
    private static final class Rows {
        private final OpTable.Builder<Translator<?>> rows = OpTable.named("onnx");

        Rows same(Op op, String type) {
            Translator<Op> translator = (any, in, out, graph) -> graph.node(type, out.get(0), in);
            rows.row(op, translator);
            return this;
        }

        <O extends Op> Rows row(Class<O> type, Translator<O> translator) {
            rows.row(type, translator);
            return this;
        }

        OpTable<Translator<?>> build() {
            return rows.build();
        }
    }
}
