package dev.vireo.engine.torch.internal.kernel;

import dev.vireo.engine.torch.internal.library.Aten;
import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Quantize.IntMatMul;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Products of int8 matrices in int32. On CPUs without VNNI, oneDNN adds pairs of products in 16 bits, where large values
 * saturate. Such CPUs use float32 products instead, which are exact up to {@value #EXACT} summands.
 */
public final class Int8Product implements Kernel<IntMatMul> {
    /** 128 x 128 x 1,024 is 2^24, up to which float32 has all integers. */
    private static final long EXACT = 1024;

    private static final int LARGEST = 127;
    private static final Aten INT_MM = Aten.of("_int_mm");

    /** Whether libtorch's product is exact on this CPU; null until it is needed. */
    private volatile @Nullable Boolean exact;

    private Int8Product(@Nullable Boolean exact) {
        this.exact = exact;
    }

    /** Checks libtorch's product on this CPU before the first use. */
    public static Kernel<IntMatMul> checked() {
        return new Int8Product(null);
    }

    /** Multiplies in float32, as on a CPU where libtorch's product is not exact. */
    public static Kernel<IntMatMul> inFloat32() {
        return new Int8Product(false);
    }

    @Override
    public NativeTensor[] run(IntMatMul op, NativeTensor[] inputs) {
        return TorchTensor.one(product(TorchTensor.unwrap(inputs[0]), TorchTensor.unwrap(inputs[1])));
    }

    private Tensor product(Tensor a, Tensor b) {
        if (a.numel() == 0 || b.numel() == 0) {
            return inInt32(a, b);
        }
        return a.is_cpu() && !isExact() ? inFloat32(a, b) : INT_MM.one(new IValue(a), new IValue(b));
    }

    private boolean isExact() {
        var known = exact;
        if (known == null) {
            known = multipliesExactly();
            exact = known;
        }
        return known;
    }

    /** Multiplies matrices of the largest value. */
    private static boolean multipliesExactly() {
        try (var ones = torch.ones(32, 32);
                var filled = ones.mul(Scalars.of(LARGEST));
                var a = filled.to(ScalarType.Char);
                var product = INT_MM.one(new IValue(a), new IValue(a));
                var first = product.select(0, 0);
                var element = first.select(0, 0)) {
            return element.item_int() == 32 * LARGEST * LARGEST;
        }
    }

    private static Tensor inInt32(Tensor a, Tensor b) {
        try (var wideA = a.to(ScalarType.Int);
                var wideB = b.to(ScalarType.Int)) {
            return torch.matmul(wideA, wideB);
        }
    }

    /** Multiplies blocks of columns and rows, and adds the products in int32. */
    private static Tensor inFloat32(Tensor a, Tensor b) {
        var sum = block(a, b, 0);
        for (long start = EXACT; start < a.size(1); start += EXACT) {
            try (var more = block(a, b, start)) {
                sum.add_(more);
            }
        }
        return sum;
    }

    private static Tensor block(Tensor a, Tensor b, long start) {
        long length = Math.min(EXACT, a.size(1) - start);
        try (var columns = a.narrow(1, start, length);
                var rows = b.narrow(0, start, length);
                var wideColumns = columns.to(ScalarType.Float);
                var wideRows = rows.to(ScalarType.Float);
                var product = torch.matmul(wideColumns, wideRows)) {
            return product.to(ScalarType.Int);
        }
    }
}
