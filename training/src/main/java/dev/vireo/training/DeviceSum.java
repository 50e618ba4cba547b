package dev.vireo.training;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.Autograd;
import org.jspecify.annotations.Nullable;

/**
 * A sum of scalars that is added up on their device in float64 and read only when it is asked for, so that the caller does
 * not wait for each of them. The order of the additions does not depend on when it is read.
 */
final class DeviceSum implements AutoCloseable {
    private final double start;
    private @Nullable Tensor total;

    /**
     * @param start what the sum begins with
     */
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

    /** The sum as a float64 scalar, which stays this object's. */
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
