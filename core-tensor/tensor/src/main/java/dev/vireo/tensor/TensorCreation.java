package dev.vireo.tensor;

import dev.vireo.tensor.internal.dispatch.Dispatcher;
import dev.vireo.tensor.internal.transfer.HostData;
import dev.vireo.tensor.op.Creation;
import dev.vireo.tensor.op.LinearAlgebra;
import dev.vireo.tensor.op.Random;
import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.op.Ternary;
import java.nio.Buffer;

/** The static methods of {@link Tensor}: those that make tensors from values, and those that combine several. */
abstract class TensorCreation {
    TensorCreation() {}

    /** A vector of float32. */
    public static Tensor of(float... values) {
        return HostData.floats(values, Shape.of(values.length));
    }

    /** A float32 tensor from row-major values. */
    public static Tensor of(float[] values, long... shape) {
        return HostData.floats(values, Shape.of(shape));
    }

    /** A float32 matrix from rows of equal length. */
    public static Tensor of(float[][] rows) {
        return HostData.floats(rows);
    }

    /** A vector of float64. */
    public static Tensor of(double... values) {
        return HostData.doubles(values, Shape.of(values.length));
    }

    /** A float64 tensor from row-major values. */
    public static Tensor of(double[] values, long... shape) {
        return HostData.doubles(values, Shape.of(shape));
    }

    /** A vector of int64. */
    public static Tensor of(long... values) {
        return HostData.longs(values, Shape.of(values.length));
    }

    /** An int64 tensor from row-major values. */
    public static Tensor of(long[] values, long... shape) {
        return HostData.longs(values, Shape.of(shape));
    }

    /** A vector of int32. */
    public static Tensor of(int... values) {
        return HostData.ints(values, Shape.of(values.length));
    }

    /** A vector of bool. */
    public static Tensor of(boolean... values) {
        return HostData.booleans(values, Shape.of(values.length));
    }

    /**
     * A tensor from the remaining elements of a buffer, row-major.
     *
     * @param data a buffer of the type's Java type, or raw bytes in native order (see {@link
     * dev.vireo.tensor.engine.HostBuffers}), with exactly as many elements as the shape
     * @param dtype the element type
     * @param shape the sizes
     * @throws ShapeException if the buffer has more or fewer elements
     * @throws DTypeException if the buffer cannot store the type
     */
    public static Tensor of(Buffer data, DType dtype, long... shape) {
        return HostData.from(data, new TensorSpec(Shape.of(shape), dtype, Device.CPU));
    }

    /** A tensor filled with one value. */
    public static Tensor full(TensorSpec spec, double value) {
        return Dispatcher.one(new Creation.Full(spec, value));
    }

    /** Every element 0. */
    public static Tensor zeros(TensorSpec spec) {
        return full(spec, 0);
    }

    /** A float32 tensor of zeros on the CPU. */
    public static Tensor zeros(long... shape) {
        return zeros(new TensorSpec(Shape.of(shape), DType.FLOAT32, Device.CPU));
    }

    /** A float32 tensor of ones on the CPU. */
    public static Tensor ones(long... shape) {
        return full(new TensorSpec(Shape.of(shape), DType.FLOAT32, Device.CPU), 1);
    }

    /** A scalar. */
    public static Tensor scalar(double value, DType dtype) {
        return full(new TensorSpec(Shape.SCALAR, dtype, Device.CPU), value);
    }

    /** The int64 vector {@code 0, 1, ..., end - 1}. */
    public static Tensor arange(long end) {
        return arange(0, 1, new TensorSpec(Shape.of(end), DType.INT64, Device.CPU));
    }

    /** The vector {@code start, start + step, ...} of the spec's size. */
    public static Tensor arange(double start, double step, TensorSpec spec) {
        return Dispatcher.one(new Creation.Arange(spec, start, step));
    }

    /** Uniform values in [0, 1), float32 on the CPU, drawn from the thread's {@link Generator}. */
    public static Tensor rand(long... shape) {
        return rand(new TensorSpec(Shape.of(shape), DType.FLOAT32, Device.CPU));
    }

    /** Uniform values in [0, 1), drawn from the thread's {@link Generator}. Values differ between engines. */
    public static Tensor rand(TensorSpec spec) {
        return Dispatcher.one(
                new Random.RandomUniform(spec, 0, 1, Generator.current().nextSeed()));
    }

    /** Values of the standard normal distribution, float32 on the CPU, drawn from the thread's {@link Generator}. */
    public static Tensor randn(long... shape) {
        return randn(new TensorSpec(Shape.of(shape), DType.FLOAT32, Device.CPU));
    }

    /** Values of the standard normal distribution, drawn from the thread's {@link Generator}. Values differ between engines. */
    public static Tensor randn(TensorSpec spec) {
        return Dispatcher.one(
                new Random.RandomNormal(spec, 0, 1, Generator.current().nextSeed()));
    }

    /** Joins tensors along a dimension: {@code [n, ...], [m, ...] -> [n + m, ...]} for dimension 0. */
    public static Tensor concat(int dim, Tensor... tensors) {
        requireSome("concat", tensors);
        return Dispatcher.one(new Rearrange.Concat(tensors[0].shape().dim(dim)), tensors);
    }

    /** Joins tensors of one shape along a new dimension: two of {@code [n]} become {@code [2, n]} for dimension 0. */
    public static Tensor stack(int dim, Tensor... tensors) {
        requireSome("stack", tensors);
        int rank = tensors[0].shape().rank();
        return Dispatcher.one(new Rearrange.Stack(dim < 0 ? dim + rank + 1 : dim), tensors);
    }

    /** Selects {@code a} where the condition is true, else {@code b}; all three broadcast. */
    public static Tensor where(Tensor condition, Tensor a, Tensor b) {
        return Dispatcher.one(Ternary.WHERE, condition, a, b);
    }

    /**
     * Sums of products by Einstein's convention: {@code Tensor.einsum("bij,bjk->bik", a, b)} is a batch of matrix
     * products.
     */
    public static Tensor einsum(String equation, Tensor... operands) {
        return Dispatcher.one(new LinearAlgebra.Einsum(equation), operands);
    }

    private static void requireSome(String operation, Tensor[] tensors) {
        if (tensors.length == 0) {
            throw new ShapeException(operation + ": takes at least one tensor, got none");
        }
    }
}
