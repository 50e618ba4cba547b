package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/** The intermediate tensors of a kernel. They are freed when the kernel ends, also by an exception. */
final class Intermediates implements AutoCloseable {
    private static final CustomOperation RANGE = CustomOperation.named("range");

    private final Device device;
    private final List<Nd4jTensor> made = new ArrayList<>();

    Intermediates(Device device) {
        this.device = device;
    }

    /** Registers a tensor, or a view that may own a native handle, to be freed. */
    Nd4jTensor hold(Nd4jTensor tensor) {
        made.add(tensor);
        return tensor;
    }

    /** Returns tensors that outlive this. */
    Nd4jTensor[] release(Nd4jTensor... results) {
        made.removeAll(List.of(results));
        return results;
    }

    Nd4jTensor reshape(Nd4jTensor dense, Shape shape) {
        return hold(dense.view(dense.layout().reshape(shape)));
    }

    Nd4jTensor expand(Nd4jTensor x, Shape shape) {
        return hold(x.view(x.layout().expand(shape)));
    }

    Nd4jTensor slice(Nd4jTensor x, int dim, long from, long count) {
        return hold(x.view(x.layout().slice(dim, from, count, 1)));
    }

    /** Moves one dimension to the end. */
    Nd4jTensor last(Nd4jTensor x, int dim) {
        return hold(x.view(x.layout().last(dim)));
    }

    /** Reinterprets the bits of a dense tensor as elements of another type of the same width. */
    Nd4jTensor bitsAs(Nd4jTensor dense, DType dtype) {
        return hold(dense.bitsAs(dtype));
    }

    /** Allocates a tensor with undefined values. */
    Nd4jTensor make(Shape shape, DType dtype) {
        return hold(Nd4jTensor.allocate(new TensorSpec(shape, dtype, device)));
    }

    /** Allocates a tensor of the same shape and type, with undefined values. */
    Nd4jTensor like(Nd4jTensor other) {
        return make(other.shape(), other.dtype());
    }

    /** Returns the tensor itself if it is dense, else a dense copy. */
    Nd4jTensor dense(Nd4jTensor x) {
        return x.layout().isDense() ? x : copy(x, x.dtype());
    }

    /** Returns a dense copy in any type. */
    Nd4jTensor copy(Nd4jTensor x, DType dtype) {
        var copy = make(x.shape(), dtype);
        assign(x, copy);
        return copy;
    }

    /** Returns the tensor itself if it has this type, else a dense copy in it. */
    Nd4jTensor cast(Nd4jTensor x, DType dtype) {
        return x.dtype() == dtype ? x : copy(x, dtype);
    }

    /** Returns a tensor of a shape, filled with a number. */
    Nd4jTensor number(double value, DType dtype, Shape shape) {
        var one = make(Shape.SCALAR, DType.FLOAT64);
        one.write(0, Double.BYTES, bytes -> bytes.putDouble(0, value));
        return expand(cast(one, dtype), shape);
    }

    /** Copies all elements into a tensor, with casting and broadcasting. The two must not share memory. */
    void assign(Nd4jTensor source, Nd4jTensor target) {
        if (!target.isEmpty()) {
            var wide = source.shape().equals(target.shape()) ? source : expand(source, target.shape());
            TransformOperation.ASSIGN.run(wide, target);
        }
    }

    void fill(double value, Nd4jTensor target) {
        if (!target.isEmpty()) {
            assign(number(value, target.dtype(), target.shape()), target);
        }
    }

    /** Returns integers as a vector. */
    Nd4jTensor whole(long... values) {
        var row = make(Shape.of(values.length), DType.INT64);
        if (values.length > 0) {
            row.write(0, row.spec().bytes(), bytes -> bytes.asLongBuffer().put(values));
        }
        return row;
    }

    /** Returns 0, 1, 2, ... in int64. */
    Nd4jTensor count(long size) {
        var count = make(Shape.of(size), DType.INT64);
        RANGE.run(count, whole(0), whole(size), whole(1));
        return count;
    }

    /** Returns the only element. */
    double item(Nd4jTensor x) {
        return cast(x, DType.FLOAT64).bytes(0, Double.BYTES).getDouble(0);
    }

    @Override
    public void close() {
        for (int i = made.size() - 1; i >= 0; i--) {
            made.get(i).close();
        }
    }
}
