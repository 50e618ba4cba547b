package dev.vireo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.engine.torch.internal.kernel.Int8Product;
import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Quantize.IntMatMul;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class Int8ProductTest {
    /** Without VNNI, oneDNN added pairs of products in 16 bits: 127 x 127 + 127 x 127 saturated silently. */
    @Test
    void largeValuesAreAddedExactly() {
        agrees(Int8Product.checked());
        agrees(Int8Product.inFloat32());
    }

    private static void agrees(Kernel<IntMatMul> kernel) {
        agrees(kernel, integers(1, -128, 32, 3000), integers(1, -128, 3000, 8));
        agrees(kernel, integers(256, -128, 32, 2500), integers(256, -128, 2500, 24));
        agrees(kernel, integers(28, 100, 32, 16), integers(28, 100, 16, 24));
    }

    private static void agrees(Kernel<IntMatMul> kernel, Tensor a, Tensor b) {
        var product = kernel.run(new IntMatMul(), new NativeTensor[] {TorchTensor.of(a), TorchTensor.of(b)});
        var exact = torch.matmul(a.to(ScalarType.Int), b.to(ScalarType.Int));
        assertThat(TorchTensor.unwrap(product[0]).equal(exact)).isTrue();
    }

    private static Tensor integers(long count, long first, long... sizes) {
        return torch.randint(count, sizes).add(Scalars.of(first)).to(ScalarType.Char);
    }
}
