package dev.vireo.tensor;

/** All that is known of a tensor without its data. */
public record TensorSpec(Shape shape, DType dtype, Device device) {
    /** The size of the data in bytes, if stored densely. */
    public long bytes() {
        return shape.elements() * dtype.bytes();
    }

    public TensorSpec with(Shape other) {
        return other.equals(shape) ? this : new TensorSpec(other, dtype, device);
    }

    public TensorSpec with(DType other) {
        return other == dtype ? this : new TensorSpec(shape, other, device);
    }

    public TensorSpec with(Device other) {
        return other.equals(device) ? this : new TensorSpec(shape, dtype, other);
    }

    /** As in {@code float32 [2, 3] on cpu}. */
    @Override
    public String toString() {
        return dtype + " " + shape + " on " + device;
    }
}
