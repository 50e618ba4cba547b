package dev.vireo.training;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.Autograd;
import org.jspecify.annotations.Nullable;

/**
 * Sums scalars on their device in float64. The sum is read only on request, so that the caller does not wait for the
 * device after each scalar. The order of the additions does not depend on the reads.
 */
final class DeviceSum implements AutoCloseable {
    private final double start;
    private @Nullable Tensor total;

    /** @param start the initial value */
    DeviceSum(double start) {
        this.start = start;
    }

    void add(Tensor scalar) {
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var added = scalar.detach().to(DType.FLOAT64);
            if (total == null) {
                total = added.add(start).own();
            } else {
                total.assignAdd(added, 1);
            }
        }
    }

    /** Whether a read does not wait for a device. */
    boolean isOnCpu() {
        return total == null || total.device().equals(Device.CPU);
    }

    /** The sum; NaN on meta. */
    double read() {
        return total == null ? start : total.itemOrNaN();
    }

    /** The sum as a float64 scalar, which this object owns. */
    Tensor tensor() {
        if (total == null) {
            throw new VireoException("sum: nothing has been added, so it has no device");
        }
        return total;
    }

    @Override
    public void close() {
        if (total != null) {
            total.close();
            total = null;
        }
    }
}
