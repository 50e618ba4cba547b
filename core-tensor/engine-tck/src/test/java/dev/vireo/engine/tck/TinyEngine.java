package dev.vireo.engine.tck;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.HostBuffers;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.Layout;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.engine.StridedTensor;
import dev.vireo.tensor.op.Binary;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.Creation;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.Unary;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** The minimal engine that docs/engines.md describes: one type and a few operations. */
final class TinyEngine implements Engine {
    private final KernelTable kernels;

    /** A view of an array. */
    record Doubles(double[] memory, Layout layout) implements StridedTensor {
        @Override
        public TensorSpec spec() {
            return new TensorSpec(layout.shape(), DType.FLOAT64, Device.CPU);
        }

        @Override
        public Doubles view(Layout other) {
            return new Doubles(memory, other);
        }

        static Doubles of(NativeTensor tensor) {
            return (Doubles) tensor;
        }

        static Doubles allocate(Shape shape) {
            return new Doubles(new double[Math.toIntExact(shape.elements())], Layout.dense(shape));
        }

        /** Returns the elements in row-major order, broadcast to a shape. */
        double[] values(Shape shape) {
            var steps = layout.expand(shape);
            var values = new double[Math.toIntExact(shape.elements())];
            for (int i = 0; i < values.length; i++) {
                long rest = i;
                long place = steps.offset();
                for (int dim = shape.rank() - 1; dim >= 0; dim--) {
                    place += rest % shape.size(dim) * steps.strides()[dim];
                    rest /= shape.size(dim);
                }
                values[i] = memory[(int) place];
            }
            return values;
        }

        @Override
        public void close() {}
    }

    TinyEngine() {
        var rows = KernelTable.of("tiny").all(StridedTensor.views()).kernel(Creation.Full.class, (op, in) -> {
            var result = Doubles.allocate(op.spec().shape());
            Arrays.fill(result.memory(), op.value());
            return new NativeTensor[] {result};
        });
        unary(rows, Unary.NEG, x -> -x);
        unary(rows, Unary.SIN, Math::sin);
        unary(rows, Unary.COS, Math::cos);
        binary(rows, Binary.ADD, Double::sum);
        binary(rows, Binary.MUL, (a, b) -> a * b);
        rows.kernel(Conversion.Copy.class, (op, in) -> new NativeTensor[] {copy(Doubles.of(in[0]))});
        Arrays.stream(DType.values())
                .filter(dtype -> dtype != DType.FLOAT64)
                .forEach(dtype -> rows.gap(dtype, "its arrays are of doubles"));
        kernels = rows.build();
    }

    @Override
    public String name() {
        return "tiny";
    }

    @Override
    public List<Device> devices() {
        return List.of(Device.CPU);
    }

    @Override
    public KernelTable kernels() {
        return kernels;
    }

    @Override
    public NativeTensor allocate(TensorSpec spec) {
        return Doubles.allocate(spec.shape());
    }

    @Override
    public void copyIn(NativeTensor target, long offset, Buffer source) {
        HostBuffers.check("copyIn", this, target, offset, source);
        var from = doubles(source);
        from.get(Doubles.of(target).memory(), place(target, offset), from.remaining());
    }

    @Override
    public void copyOut(NativeTensor source, long offset, Buffer target) {
        HostBuffers.check("copyOut", this, source, offset, target);
        var to = doubles(target);
        to.put(Doubles.of(source).memory(), place(source, offset), to.remaining());
    }

    @Override
    public boolean isContiguous(NativeTensor tensor) {
        return Doubles.of(tensor).layout().isDense();
    }

    @Override
    public TensorSpec spec(NativeTensor tensor) {
        return Doubles.of(tensor).spec();
    }

    private static DoubleBuffer doubles(Buffer buffer) {
        return buffer instanceof ByteBuffer bytes
                ? bytes.duplicate().order(ByteOrder.nativeOrder()).asDoubleBuffer()
                : ((DoubleBuffer) buffer).duplicate();
    }

    private static int place(NativeTensor tensor, long offset) {
        return Math.toIntExact(Doubles.of(tensor).layout().offset() + offset);
    }

    private static Doubles copy(Doubles x) {
        return new Doubles(x.values(x.layout().shape()), Layout.dense(x.layout().shape()));
    }

    private static <O extends Op> void unary(KernelTable.Builder rows, O op, DoubleUnaryOperator function) {
        rows.kernel(op, (any, in) -> {
            var result = copy(Doubles.of(in[0]));
            Arrays.setAll(result.memory(), i -> function.applyAsDouble(result.memory()[i]));
            return new NativeTensor[] {result};
        });
    }

    private static <O extends Op> void binary(KernelTable.Builder rows, O op, DoubleBinaryOperator function) {
        rows.kernel(op, (any, in) -> {
            var shape = Doubles.of(in[0])
                    .layout()
                    .shape()
                    .broadcast(Doubles.of(in[1]).layout().shape());
            var a = Doubles.of(in[0]).values(shape);
            var b = Doubles.of(in[1]).values(shape);
            var result = Doubles.allocate(shape);
            Arrays.setAll(result.memory(), i -> function.applyAsDouble(a[i], b[i]));
            return new NativeTensor[] {result};
        });
    }
}
