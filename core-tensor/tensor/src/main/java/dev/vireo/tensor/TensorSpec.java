package dev.vireo.tensor;

/**
 * The properties of a tensor without its data.
 *
 * @param shape the shape
 * @param dtype the element type
 * @param device the device
 */
public record TensorSpec(Shape shape, DType dtype, Device device) {
    /** The size of the data in bytes, stored densely. */
    public long bytes() {
        return shape.elements() * dtype.bytes();
    }

    /** Returns this spec with another shape. */
    public TensorSpec with(Shape other) {
        return other.equals(shape) ? this : new TensorSpec(other, dtype, device);
    }

    /** Returns this spec with another element type. */
    public TensorSpec with(DType other) {
        return other == dtype ? this : new TensorSpec(shape, other, device);
    }

    /** Returns this spec with another device. */
    public TensorSpec with(Device other) {
        return other.equals(device) ? this : new TensorSpec(shape, dtype, other);
    }

    /** Text such as {@code float32 [2, 3] on cpu}. */
    @Override
    public String toString() {
        return dtype + " " + shape + " on " + device;
    }
}
