package dev.vireo.tensor;

import dev.vireo.tensor.internal.dispatch.Dispatcher;
import dev.vireo.tensor.op.LinearAlgebra;

/** Products of matrices. */
public sealed interface Algebra permits Tensor {
    /** This tensor. */
    Tensor self();

    /** {@code [..., n, k], [..., k, m] -> [..., n, m]}, as {@code numpy.matmul}. */
    default Tensor matmul(Tensor other) {
        return Dispatcher.one(new LinearAlgebra.MatMul(), self(), other);
    }

    /** {@code [..., in]} times weight {@code [out, in]}, plus bias {@code [out]} if given: {@code [..., out]}. */
    default Tensor linear(Tensor weight, Tensor... bias) {
        return Dispatcher.one(new LinearAlgebra.Linear(), operands(self(), weight, bias));
    }

    /** Sums of products by Einstein's convention: {@code Algebra.einsum("bij,bjk->bik", a, b)}. */
    static Tensor einsum(String equation, Tensor... operands) {
        return Dispatcher.one(new LinearAlgebra.Einsum(equation), operands);
    }

    /** One list of inputs out of a first and the rest. */
    static Tensor[] operands(Tensor first, Tensor... rest) {
        var all = new Tensor[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    private static Tensor[] operands(Tensor first, Tensor second, Tensor[] rest) {
        return operands(first, operands(second, rest));
    }
}
