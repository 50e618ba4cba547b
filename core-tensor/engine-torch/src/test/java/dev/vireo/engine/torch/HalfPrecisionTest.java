package dev.vireo.engine.torch;

import static dev.vireo.engine.torch.TestTensors.normal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.engine.torch.internal.kernel.LinearAlgebraKernels;
import dev.vireo.engine.torch.internal.kernel.half.HalfSpeed;
import dev.vireo.engine.torch.internal.kernel.half.ProductKind;
import dev.vireo.engine.torch.internal.kernel.half.WideningKernels;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.LinearAlgebra.Einsum;
import dev.vireo.tensor.op.LinearAlgebra.Linear;
import dev.vireo.tensor.op.LinearAlgebra.MatMul;
import dev.vireo.tensor.op.Op;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

/**
 * Products of half types on a CPU without instructions for them. The tests of convolutions, attention and recurrent layers
 * check their kernels in the same way.
 */
class HalfPrecisionTest {
    private static final KernelTable WIDENING =
            WideningKernels.over(LinearAlgebraKernels.table(), ProductKind.ONEDNN, HalfSpeed.naive());

    /** The sum of 4,096 products is rounded once, to the nearest number of the type. */
    @Test
    void productsAreRoundedOnce() {
        for (var type : List.of(ScalarType.BFloat16, ScalarType.Half)) {
            var a = normal(5, 4096).to(type);
            var b = normal(4096, 7).to(type);
            var exact =
                    torch.matmul(a.to(ScalarType.Float), b.to(ScalarType.Float)).to(type);
            assertThat(equal(run(new MatMul(), a, b), exact)).isTrue();
            assertThat(equal(run(new Einsum("ij,jk->ik"), a, b), exact)).isTrue();
        }
    }

    @Test
    void linearAgreesForwardAndBackward() {
        linear(GradientCheck.of(LinearAlgebraKernels.table()));
        linear(GradientCheck.inBfloat16(WIDENING));
    }

    private static void linear(GradientCheck check) {
        check.agrees(
                new Linear(), List.of(normal(4, 3), normal(5, 3)), in -> new Tensor[] {torch.linear(in[0], in[1])});
        check.agrees(new Linear(), List.of(normal(2, 4, 3), normal(5, 3), normal(5)), in ->
                new Tensor[] {torch.linear(in[0], in[1], in[2])});
    }

    @Test
    void saysWhichKernelsAreUsed() {
        assertThat(HalfSpeed.fast().describe(ScalarType.Half)).isEqualTo("own CPU kernels");
        assertThat(HalfSpeed.naive().describe(ScalarType.Half))
                .isEqualTo("float32 CPU kernels, rounded: matrix products, convolutions, recurrent layers, attention");
        assertThat(HalfSpeed.measured().describe(ScalarType.BFloat16)).contains("CPU kernels");
    }

    @SuppressWarnings("unchecked") // the table's rows match their keys
    private static <O extends Op> Tensor run(O op, Tensor... inputs) {
        var kernel = (Kernel<O>) WIDENING.forward().require(op.key());
        var natives = List.of(inputs).stream().map(TorchTensor::of).toArray(NativeTensor[]::new);
        return TorchTensor.unwrap(kernel.run(op, natives)[0]);
    }

    private static boolean equal(Tensor actual, Tensor expected) {
        return actual.scalar_type().intern() == expected.scalar_type().intern() && actual.equal(expected);
    }
}
