package dev.vireo.engine.torch.internal.kernel;

import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Binary;
import dev.vireo.tensor.op.Comparison;
import dev.vireo.tensor.op.Ternary;
import dev.vireo.tensor.op.Unary;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Elementwise kernels. */
public final class ElementwiseKernels {
    private ElementwiseKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch elementwise")
                .all(functions())
                .all(QuotientKernels.table())
                .kernel(
                        Ternary.WHERE,
                        (op, in) -> TorchTensor.one(torch.where(
                                TorchTensor.unwrap(in[0]), TorchTensor.unwrap(in[1]), TorchTensor.unwrap(in[2]))))
                .kernel(
                        Ternary.LERP,
                        (op, in) -> TorchTensor.one(torch.lerp(
                                TorchTensor.unwrap(in[0]), TorchTensor.unwrap(in[1]), TorchTensor.unwrap(in[2]))))
                .build();
    }

    private static KernelTable functions() {
        return new ElementwiseTable()
                .unary(Unary.NEG, torch::neg)
                .unary(Unary.ABS, torch::abs)
                .unary(Unary.SIGN, torch::sign)
                .unary(Unary.SQUARE, torch::square)
                .unary(Unary.SQRT, torch::sqrt)
                .unary(Unary.RSQRT, torch::rsqrt)
                .unary(Unary.RECIPROCAL, torch::reciprocal)
                .unary(Unary.EXP, torch::exp)
                .unary(Unary.EXPM1, torch::expm1)
                .unary(Unary.LOG, torch::log)
                .unary(Unary.LOG1P, torch::log1p)
                .unary(Unary.LOG2, torch::log2)
                .unary(Unary.SIN, torch::sin)
                .unary(Unary.COS, torch::cos)
                .unary(Unary.TAN, torch::tan)
                .unary(Unary.ASIN, torch::asin)
                .unary(Unary.ACOS, torch::acos)
                .unary(Unary.ATAN, torch::atan)
                .unary(Unary.SINH, torch::sinh)
                .unary(Unary.COSH, torch::cosh)
                .unary(Unary.TANH, torch::tanh)
                .unary(Unary.ERF, torch::erf)
                .unary(Unary.SIGMOID, torch::sigmoid)
                .unary(Unary.FLOOR, torch::floor)
                .unary(Unary.CEIL, torch::ceil)
                .unary(Unary.ROUND, torch::round)
                .unary(Unary.TRUNC, torch::trunc)
                .unary(Unary.RELU, torch::relu)
                .unary(Unary.SILU, torch::silu)
                .unary(Unary.MISH, torch::mish)
                .unary(Unary.HARD_SIGMOID, torch::hardsigmoid)
                .unary(Unary.HARD_SWISH, torch::hardswish)
                .unary(Unary.SELU, torch::selu)
                .unary(Unary.LOG_SIGMOID, torch::log_sigmoid)
                .unary(Unary.LOGICAL_NOT, torch::logical_not)
                .unary(Unary.IS_NAN, torch::isnan)
                .unary(Unary.IS_INF, torch::isinf)
                .unary(Unary.IS_FINITE, torch::isfinite)
                .unary(Unary.SOFTSIGN, ElementwiseKernels::softsign)
                .binary(Binary.ADD, torch::add)
                .binary(Binary.SUB, torch::sub)
                .binary(Binary.MUL, torch::mul)
                .binary(Binary.DIV, torch::div)
                .binary(Binary.POW, torch::pow)
                .binary(Binary.MAXIMUM, torch::maximum)
                .binary(Binary.MINIMUM, torch::minimum)
                .binary(Binary.ATAN2, torch::atan2)
                .binary(Comparison.EQ, torch::eq)
                .binary(Comparison.NE, torch::ne)
                .binary(Comparison.LT, torch::lt)
                .binary(Comparison.LE, torch::le)
                .binary(Comparison.GT, torch::gt)
                .binary(Comparison.GE, torch::ge)
                .binary(Comparison.LOGICAL_AND, torch::logical_and)
                .binary(Comparison.LOGICAL_OR, torch::logical_or)
                .binary(Comparison.LOGICAL_XOR, torch::logical_xor)
                .build();
    }

    private static Tensor softsign(Tensor x) {
        try (var divisor = x.abs()) {
            divisor.add_(Scalars.of(1));
            return x.div(divisor);
        }
    }
}
