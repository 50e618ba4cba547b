package dev.vireo.engine.djl;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Activation;
import dev.vireo.tensor.op.Binary;
import dev.vireo.tensor.op.Comparison;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.Ternary;
import dev.vireo.tensor.op.Unary;

/** Elementwise kernels. */
final class ElementwiseKernels {
    private final ArrayKernels rows = ArrayKernels.of("elementwise");

    private ElementwiseKernels() {}

    static KernelTable table() {
        var kernels = new ElementwiseKernels();
        kernels.unary();
        kernels.binary();
        kernels.activations();
        kernels.conversions();
        return kernels.rows.build();
    }

    private void unary() {
        rows.one(Unary.NEG, JniUtils::neg);
        rows.one(Unary.ABS, JniUtils::abs);
        rows.one(Unary.SIGN, JniUtils::sign);
        rows.one(Unary.SQUARE, JniUtils::square);
        rows.one(Unary.SQRT, JniUtils::sqrt);
        rows.one(Unary.EXP, JniUtils::exp);
        rows.one(Unary.LOG, JniUtils::log);
        rows.one(Unary.LOG2, JniUtils::log2);
        rows.one(Unary.SIN, JniUtils::sin);
        rows.one(Unary.COS, JniUtils::cos);
        rows.one(Unary.TAN, JniUtils::tan);
        rows.one(Unary.ASIN, JniUtils::asin);
        rows.one(Unary.ACOS, JniUtils::acos);
        rows.one(Unary.ATAN, JniUtils::atan);
        rows.one(Unary.SINH, JniUtils::sinh);
        rows.one(Unary.COSH, JniUtils::cosh);
        rows.one(Unary.TANH, JniUtils::tanh);
        rows.one(Unary.ERF, JniUtils::erf);
        rows.one(Unary.SIGMOID, JniUtils::sigmoid);
        rows.one(Unary.FLOOR, JniUtils::floor);
        rows.one(Unary.CEIL, JniUtils::ceil);
        rows.one(Unary.ROUND, JniUtils::round);
        rows.one(Unary.TRUNC, JniUtils::trunc);
        rows.one(Unary.RELU, JniUtils::relu);
        rows.one(Unary.SELU, JniUtils::selu);
        rows.one(Unary.SOFTSIGN, JniUtils::softSign);
        rows.one(Unary.LOGICAL_NOT, JniUtils::logicalNot);
        rows.one(Unary.IS_NAN, JniUtils::isNaN);
        rows.one(Unary.IS_INF, JniUtils::isInf);
    }

    /** The remainder is left out: libtorch's crashes the process when the smallest integer is divided by -1. */
    private void binary() {
        rows.two(Binary.ADD, JniUtils::add);
        rows.two(Binary.SUB, JniUtils::sub);
        rows.two(Binary.MUL, JniUtils::mul);
        rows.two(Binary.DIV, JniUtils::div);
        rows.two(Binary.POW, JniUtils::pow);
        rows.two(Binary.MAXIMUM, JniUtils::max);
        rows.two(Binary.MINIMUM, JniUtils::min);
        rows.two(Binary.ATAN2, JniUtils::atan2);
        rows.two(Comparison.EQ, JniUtils::eq);
        rows.two(Comparison.NE, JniUtils::neq);
        rows.two(Comparison.LT, JniUtils::lt);
        rows.two(Comparison.LE, JniUtils::lte);
        rows.two(Comparison.GT, JniUtils::gt);
        rows.two(Comparison.GE, JniUtils::gte);
        rows.two(Comparison.LOGICAL_AND, JniUtils::logicalAnd);
        rows.two(Comparison.LOGICAL_OR, JniUtils::logicalOr);
        rows.two(Comparison.LOGICAL_XOR, JniUtils::logicalXor);
        rows.row(Ternary.WHERE, (op, in) -> JniUtils.where(in[0], in[1], in[2]));
    }

    private void activations() {
        rows.row(Activation.LeakyRelu.class, (op, in) -> JniUtils.leakyRelu(in[0], op.negativeSlope()))
                .row(Activation.Elu.class, (op, in) -> JniUtils.elu(in[0], op.alpha()))
                .row(Activation.Softmax.class, (op, in) -> JniUtils.softmax(in[0], op.dim(), in[0].getDataType()))
                .row(
                        Activation.LogSoftmax.class,
                        (op, in) -> JniUtils.logSoftmax(in[0], op.dim(), in[0].getDataType()));
    }

    private void conversions() {
        rows.row(Conversion.Cast.class, (op, in) -> cast(in[0], op.dtype()))
                .row(Conversion.ToDevice.class, (op, in) -> JniUtils.clone(in[0]))
                .row(Conversion.Copy.class, (op, in) -> dense(in[0]));
    }

    /** Converts to a type; copies if the type is the same. */
    private static PtNDArray cast(PtNDArray x, DType dtype) {
        var type = Types.of(dtype);
        return x.getDataType() == type ? JniUtils.clone(x) : JniUtils.to(x, type, Device.cpu());
    }

    /** Returns a row-major copy. DJL's {@code clone} returns one only for dense arrays. */
    static PtNDArray dense(PtNDArray x) {
        if (DjlInternals.isContiguous(x)) {
            return JniUtils.clone(x);
        }
        return JniUtils.tile(x, Creator.once(x));
    }
}
