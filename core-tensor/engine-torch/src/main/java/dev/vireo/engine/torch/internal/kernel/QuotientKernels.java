package dev.vireo.engine.torch.internal.kernel;

import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.ZeroDivisor;
import dev.vireo.tensor.op.Binary;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Kernels of floor division and remainders. libtorch divides integers by a processor instruction that crashes the
 * process for the smallest 32-bit or 64-bit integer divided by -1, so that divisor is replaced.
 */
public final class QuotientKernels {
    private QuotientKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch quotients")
                .kernel(
                        Binary.FLOOR_DIVIDE,
                        (op, in) -> TorchTensor.one(quotient(TorchTensor.unwrap(in[0]), TorchTensor.unwrap(in[1]))))
                .kernel(
                        Binary.REMAINDER,
                        (op, in) -> TorchTensor.one(remainder(TorchTensor.unwrap(in[0]), TorchTensor.unwrap(in[1]))))
                .build();
    }

    private static Tensor quotient(Tensor a, Tensor b) {
        refuseZero(Binary.FLOOR_DIVIDE, b);
        if (!isGuarded(b)) {
            return torch.floor_divide(a, b);
        }
        try (var negative = b.eq(Scalars.of(-1L));
                var safe = b.masked_fill(negative, Scalars.of(1L));
                var quotient = torch.floor_divide(a, safe);
                var turned = quotient.neg()) {
            return torch.where(negative, turned, quotient);
        }
    }

    /** A division by 1 or -1 has no remainder. */
    private static Tensor remainder(Tensor a, Tensor b) {
        refuseZero(Binary.REMAINDER, b);
        if (!isGuarded(b)) {
            return torch.remainder(a, b);
        }
        try (var negative = b.eq(Scalars.of(-1L));
                var safe = b.masked_fill(negative, Scalars.of(1L))) {
            return torch.remainder(a, safe);
        }
    }

    /**
     * Raises an error for a zero divisor, as libtorch does on CPUs. On other devices the result is undefined, and a
     * check would synchronize them.
     */
    private static void refuseZero(Binary op, Tensor b) {
        if (b.is_floating_point() || !b.is_cpu()) {
            return;
        }
        try (var zero = b.eq(Scalars.of(0L));
                var any = zero.any()) {
            if (any.item_bool()) {
                throw ZeroDivisor.of(op);
            }
        }
    }

    /** Narrower integers are divided in 32 bits. */
    private static boolean isGuarded(Tensor tensor) {
        var type = tensor.scalar_type().intern();
        return type == ScalarType.Int || type == ScalarType.Long;
    }
}
