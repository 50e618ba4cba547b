package dev.vireo.training;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import org.jspecify.annotations.Nullable;

/** A sum of weights: known ones as a number, those that are counted on the device as a float64 scalar there. */
final class WeightSum implements AutoCloseable {
    private double known;
    private @Nullable DeviceSum counted;

    WeightSum(double start) {
        known = start;
    }

    void add(WeightedLoss loss) {
        if (loss.isWeightKnown()) {
            known += loss.expectedWeight();
            return;
        }
        if (counted == null) {
            counted = new DeviceSum(0);
        }
        counted.add(loss.weight());
    }

    /** Whether {@link #read} waits for no device. */
    boolean isKnown() {
        return counted == null || counted.isOnCpu();
    }

    /** The total; NaN on meta if a part was counted there. */
    double read() {
        return known + (counted == null ? 0 : counted.read());
    }

    /** The total as a float64 scalar on a device, of the current scope. */
    Tensor tensor(Device device) {
        var number = Tensor.full(new TensorSpec(Shape.SCALAR, DType.FLOAT64, device), known);
        return counted == null ? number : number.add(counted.tensor());
    }

    @Override
    public void close() {
        if (counted != null) {
            counted.close();
        }
    }
}
