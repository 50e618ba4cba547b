package dev.vireo.engine.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.DTypeException;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.DeviceException;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.Interchange;
import dev.vireo.tensor.engine.NativeTensor;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;

/**
 * Copies between Java's buffers and tensors either transfer exactly the elements or are refused in one line. They never
 * access other memory.
 */
public final class HostCopySuite {
    private static final int COUNT = 6;
    private static final List<IntFunction<Buffer>> BUFFERS = List.of(
            ByteBuffer::allocate,
            ByteBuffer::allocateDirect,
            DoubleBuffer::allocate,
            FloatBuffer::allocate,
            LongBuffer::allocate,
            IntBuffer::allocate,
            ShortBuffer::allocate,
            CharBuffer::allocate,
            count -> ByteBuffer.allocateDirect(count * Float.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer());

    private final Engine engine;
    private final SampleRunner bench;

    /** Creates the suite for an engine. */
    public HostCopySuite(Engine engine) {
        this.engine = engine;
        this.bench = SampleRunner.of(engine, DType.FLOAT32);
    }

    /** All copies in both directions, for every type that the engine has. */
    public Stream<DynamicTest> copies() {
        return Arrays.stream(DType.values())
                .filter(this::has)
                .flatMap(dtype -> Stream.of(
                        test(dtype + ": tensors are read", () -> reads(dtype)),
                        test(dtype + ": tensors are made", () -> makes(dtype)),
                        test(dtype + ": the engine copies parts", () -> parts(dtype)),
                        test(dtype + ": other carriers are refused", () -> carriers(dtype))));
    }

    private DynamicTest test(String name, Runnable body) {
        return DynamicTest.dynamicTest(name, () -> {
            long before = Memory.of(Device.CPU).tensors();
            bench.run(() -> {
                body.run();
                return true;
            });
            assertThat(Memory.of(Device.CPU).tensors()).as("tensors").isEqualTo(before);
        });
    }

    private void reads(DType dtype) {
        var tensor = counting(dtype);
        for (var view : List.of(tensor, tensor.reshape(2, 3).transpose(0, 1))) {
            var exact = ByteBuffer.allocate((COUNT + 2) * dtype.bytes()).order(ByteOrder.nativeOrder());
            Arrays.fill(exact.array(), (byte) 77);
            exact.position(dtype.bytes()).limit((COUNT + 1) * dtype.bytes());
            view.read(exact);
            assertThat(exact.position()).isEqualTo(dtype.bytes());
            assertThat(Tensor.of(exact, dtype, COUNT).toLongArray()).isEqualTo(view.toLongArray());
            assertThat(exact.array()).startsWith(bytes(77, dtype.bytes())).endsWith(bytes(77, dtype.bytes()));
            for (int count : new int[] {0, 1, COUNT - 1, COUNT + 1, 1000}) {
                refused(() -> view.read(ByteBuffer.allocate(count * dtype.bytes())), ShapeException.class, "read:");
                refused(
                        () -> view.read(ByteBuffer.allocateDirect(count * dtype.bytes())),
                        ShapeException.class,
                        "read:");
            }
        }
        refused(() -> tensor.read(ByteBuffer.allocate(bytes(dtype)).asReadOnlyBuffer()), VireoException.class, "read:");
        refused(() -> tensor.slice(0, 0, 0).read(ByteBuffer.allocate(dtype.bytes())), ShapeException.class, "read:");
        tensor.slice(0, 0, 0).read(ByteBuffer.allocate(0));
        refused(() -> tensor.to(Device.META).read(ByteBuffer.allocate(bytes(dtype))), DeviceException.class, "meta");
        if (dtype.bytes() > 1) {
            refused(() -> tensor.read(ByteBuffer.allocate(bytes(dtype) + 1)), ShapeException.class, "read:");
        }
    }

    private void makes(DType dtype) {
        for (int count : new int[] {0, 1, COUNT - 1, COUNT + 1, 1000}) {
            var wrong = ByteBuffer.allocate(count * dtype.bytes());
            refused(() -> Tensor.of(wrong, dtype, 2, 3), ShapeException.class, "of:");
        }
        if (dtype.bytes() > 1) {
            refused(() -> Tensor.of(ByteBuffer.allocate(bytes(dtype) + 1), dtype, 2, 3), ShapeException.class, "of:");
        }
        assertThat(Tensor.of(ByteBuffer.allocate(0), dtype, 0, 3).shape().elements())
                .isZero();
        var inside = ByteBuffer.allocate((COUNT + 2) * dtype.bytes()).order(ByteOrder.nativeOrder());
        inside.position(dtype.bytes()).limit((COUNT + 1) * dtype.bytes());
        var source = counting(dtype);
        source.read(inside);
        assertThat(Tensor.of(inside.asReadOnlyBuffer(), dtype, 2, 3).toLongArray())
                .isEqualTo(source.toLongArray());
    }

    private void parts(DType dtype) {
        var tensor = counting(dtype).to(Device.CPU).contiguous();
        var held = Interchange.nativeOf(tensor);
        var two = ByteBuffer.allocate(2 * dtype.bytes()).order(ByteOrder.nativeOrder());
        engine.copyOut(held, COUNT - 2, two);
        assertThat(Tensor.of(two, dtype, 2).toLongArray())
                .isEqualTo(tensor.slice(0, COUNT - 2, COUNT).toLongArray());
        engine.copyIn(held, 1, two);
        assertThat(tensor.slice(0, 1, 3).toLongArray())
                .isEqualTo(tensor.slice(0, COUNT - 2, COUNT).toLongArray());
        engine.copyOut(held, COUNT, ByteBuffer.allocate(0));
        engine.copyIn(held, COUNT, ByteBuffer.allocate(0));
        var before = tensor.toLongArray();
        for (long offset : new long[] {-1, COUNT - 1, COUNT, Long.MAX_VALUE - 1, Long.MIN_VALUE}) {
            outside(held, offset, 2 * dtype.bytes());
        }
        outside(held, 0, (COUNT + 1) * dtype.bytes());
        assertThat(tensor.toLongArray()).isEqualTo(before);
        var spread = tensor.slice(0, 0, 1).expand(1000);
        outside(Interchange.nativeOf(spread), 0, 1000 * dtype.bytes());
        var empty = Interchange.nativeOf(tensor.to(Device.META));
        refused(() -> engine.copyOut(empty, 0, two), DeviceException.class, "copyOut:");
        refused(() -> engine.copyIn(empty, 0, two), DeviceException.class, "copyIn:");
    }

    private void outside(NativeTensor held, long offset, int bytes) {
        refused(() -> engine.copyOut(held, offset, ByteBuffer.allocate(bytes)), ShapeException.class, "copyOut:");
        refused(() -> engine.copyIn(held, offset, ByteBuffer.allocate(bytes)), ShapeException.class, "copyIn:");
    }

    /** A buffer that can hold the type transfers exactly its remaining elements; any other buffer is refused. */
    private void carriers(DType dtype) {
        var tensor = counting(dtype);
        for (var allocate : BUFFERS) {
            var exact = allocate.apply(allocate.apply(0) instanceof ByteBuffer ? bytes(dtype) : COUNT);
            var tooLarge = allocate.apply(1000 * dtype.bytes());
            if (carries(exact, dtype)) {
                tensor.read(exact);
                assertThat(Tensor.of(exact, dtype, COUNT).toLongArray()).isEqualTo(tensor.toLongArray());
                refused(() -> tensor.read(tooLarge), ShapeException.class, "read:");
                refused(() -> Tensor.of(tooLarge, dtype, COUNT), ShapeException.class, "of:");
            } else {
                refused(() -> tensor.read(exact), DTypeException.class, "does not carry " + dtype);
                refused(() -> Tensor.of(exact, dtype, COUNT), DTypeException.class, "does not carry " + dtype);
            }
        }
    }

    private static boolean carries(Buffer buffer, DType dtype) {
        var carriers = new ArrayList<Class<?>>(List.of(ByteBuffer.class));
        switch (dtype) {
            case FLOAT64 -> carriers.add(DoubleBuffer.class);
            case FLOAT32 -> carriers.add(FloatBuffer.class);
            case INT64 -> carriers.add(LongBuffer.class);
            case INT32 -> carriers.add(IntBuffer.class);
            case FLOAT16, BFLOAT16, INT16 -> carriers.add(ShortBuffer.class);
            case INT8, UINT8, BOOL -> {}
        }
        return carriers.stream().anyMatch(carrier -> carrier.isInstance(buffer));
    }

    /** 1, 2, 3, ... */
    private Tensor counting(DType dtype) {
        return Tensor.of(IntStream.rangeClosed(1, COUNT).asDoubleStream().toArray())
                .to(dtype)
                .to(bench.device());
    }

    private boolean has(DType dtype) {
        return engine.kernels().gaps().stream().noneMatch(gap -> gap.operation().isEmpty() && gap.dtype() == dtype);
    }

    private static int bytes(DType dtype) {
        return COUNT * dtype.bytes();
    }

    private static byte[] bytes(int value, int count) {
        var bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static void refused(ThrowingCallable call, Class<? extends VireoException> type, String says) {
        assertThatThrownBy(call)
                .isInstanceOf(type)
                .hasMessageContaining(says)
                .message()
                .doesNotContain("\n");
    }
}
