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
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.Ternary;
import dev.vireo.tensor.op.Unary;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** One element out of those at the same place. */
final class ElementwiseKernels {
    private final KernelTable.Builder rows = KernelTable.of("djl elementwise");

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
        one(Unary.NEG, JniUtils::neg);
        one(Unary.ABS, JniUtils::abs);
        one(Unary.SIGN, JniUtils::sign);
        one(Unary.SQUARE, JniUtils::square);
        one(Unary.SQRT, JniUtils::sqrt);
        one(Unary.EXP, JniUtils::exp);
        one(Unary.LOG, JniUtils::log);
        one(Unary.LOG2, JniUtils::log2);
        one(Unary.SIN, JniUtils::sin);
        one(Unary.COS, JniUtils::cos);
        one(Unary.TAN, JniUtils::tan);
        one(Unary.ASIN, JniUtils::asin);
        one(Unary.ACOS, JniUtils::acos);
        one(Unary.ATAN, JniUtils::atan);
        one(Unary.SINH, JniUtils::sinh);
        one(Unary.COSH, JniUtils::cosh);
        one(Unary.TANH, JniUtils::tanh);
        one(Unary.ERF, JniUtils::erf);
        one(Unary.SIGMOID, JniUtils::sigmoid);
        one(Unary.FLOOR, JniUtils::floor);
        one(Unary.CEIL, JniUtils::ceil);
        one(Unary.ROUND, JniUtils::round);
        one(Unary.TRUNC, JniUtils::trunc);
        one(Unary.RELU, JniUtils::relu);
        one(Unary.SELU, JniUtils::selu);
        one(Unary.SOFTSIGN, JniUtils::softSign);
        one(Unary.LOGICAL_NOT, JniUtils::logicalNot);
        one(Unary.IS_NAN, JniUtils::isNaN);
        one(Unary.IS_INF, JniUtils::isInf);
    }

    private void binary() {
        two(Binary.ADD, JniUtils::add);
        two(Binary.SUB, JniUtils::sub);
        two(Binary.MUL, JniUtils::mul);
        two(Binary.DIV, JniUtils::div);
        two(Binary.REMAINDER, JniUtils::remainder);
        two(Binary.POW, JniUtils::pow);
        two(Binary.MAXIMUM, JniUtils::max);
        two(Binary.MINIMUM, JniUtils::min);
        two(Binary.ATAN2, JniUtils::atan2);
        two(Comparison.EQ, JniUtils::eq);
        two(Comparison.NE, JniUtils::neq);
        two(Comparison.LT, JniUtils::lt);
        two(Comparison.LE, JniUtils::lte);
        two(Comparison.GT, JniUtils::gt);
        two(Comparison.GE, JniUtils::gte);
        two(Comparison.LOGICAL_AND, JniUtils::logicalAnd);
        two(Comparison.LOGICAL_OR, JniUtils::logicalOr);
        two(Comparison.LOGICAL_XOR, JniUtils::logicalXor);
        rows.kernel(
                Ternary.WHERE,
                (op, in) -> DjlTensor.one(
                        JniUtils.where(DjlTensor.array(in[0]), DjlTensor.array(in[1]), DjlTensor.array(in[2]))));
    }

    private void activations() {
        rows.kernel(
                        Activation.LeakyRelu.class,
                        (op, in) -> DjlTensor.one(JniUtils.leakyRelu(DjlTensor.array(in[0]), op.negativeSlope())))
                .kernel(
                        Activation.Elu.class,
                        (op, in) -> DjlTensor.one(JniUtils.elu(DjlTensor.array(in[0]), op.alpha())))
                .kernel(Activation.Softmax.class, (op, in) -> {
                    var x = DjlTensor.array(in[0]);
                    return DjlTensor.one(JniUtils.softmax(x, op.dim(), x.getDataType()));
                })
                .kernel(Activation.LogSoftmax.class, (op, in) -> {
                    var x = DjlTensor.array(in[0]);
                    return DjlTensor.one(JniUtils.logSoftmax(x, op.dim(), x.getDataType()));
                });
    }

    private void conversions() {
        rows.kernel(Conversion.Cast.class, (op, in) -> DjlTensor.one(cast(DjlTensor.array(in[0]), op.dtype())))
                .kernel(
                        Conversion.ToDevice.class,
                        (op, in) -> op.device().isMeta()
                                ? new MetaTensor(DjlTensor.of(in[0]).spec().with(op.device())).alone()
                                : DjlTensor.one(JniUtils.clone(DjlTensor.array(in[0]))))
                .kernel(Conversion.Copy.class, (op, in) -> DjlTensor.one(dense(DjlTensor.array(in[0]))));
    }

    /** To another type; a copy where it is the same. */
    private static PtNDArray cast(PtNDArray x, DType dtype) {
        var type = Types.of(dtype);
        return x.getDataType() == type ? JniUtils.clone(x) : JniUtils.to(x, type, Device.cpu());
    }

    /** A copy in row-major order, which {@code clone} makes of dense arrays only. */
    static PtNDArray dense(PtNDArray x) {
        if (Natives.isContiguous(x)) {
            return JniUtils.clone(x);
        }
        var once = new long[x.getShape().dimension()];
        Arrays.fill(once, 1);
        return JniUtils.tile(x, once);
    }

    private <O extends Op> void one(O op, UnaryOperator<PtNDArray> function) {
        rows.kernel(op, (any, in) -> DjlTensor.one(function.apply(DjlTensor.array(in[0]))));
    }

    private <O extends Op> void two(O op, BinaryOperator<PtNDArray> function) {
        rows.kernel(op, (any, in) -> DjlTensor.one(function.apply(DjlTensor.array(in[0]), DjlTensor.array(in[1]))));
    }
}
