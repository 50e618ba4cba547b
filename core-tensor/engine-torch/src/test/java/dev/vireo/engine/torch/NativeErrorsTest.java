package dev.vireo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.OutOfMemoryException;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.listener.ListenerScope;
import dev.vireo.tensor.op.Scan;
import dev.vireo.tensor.op.Unary;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests how exceptions of native code are reported, and that the results created so far are freed. */
class NativeErrorsTest {
    private static final Engine TORCH = Engines.named("torch");

    private final Memory memory = Memory.of(Device.CPU);
    private long tensors;
    private long bytes;

    @BeforeEach
    void count() {
        tensors = memory.tensors();
        bytes = memory.bytes();
    }

    @Test
    void aFailingKernelIsReportedWithItsInputsAndLayer() {
        var faulty = FaultyEngine.with(TORCH, Scan.CumSum.class, (op, in) -> {
            torch.ones(2, 3).add(torch.ones(4, 5)); // fails as libtorch does
            return new NativeTensor[0];
        });
        try (var scope = TensorScope.open("decoder")) {
            assertThatThrownBy(
                            () -> Engines.with(faulty, () -> Tensor.ones(2, 3).cumSum(0)))
                    .isInstanceOf(EngineException.class)
                    .hasMessage(
                            "cumSum on float32 [2, 3] on cpu: The size of tensor a (3) must match the size of tensor b"
                                    + " (5) at non-singleton dimension 1 (in decoder)")
                    .hasCauseInstanceOf(RuntimeException.class);
        }
        assertNothingIsLeft();
    }

    @Test
    void aFailingGradientNamesTheLayerThatRecordedIt() {
        var faulty = FaultyEngine.with(TORCH, Unary.TANH, gradient(() -> {
            throw new RuntimeException("no such algorithm\nframe #0: somewhere");
        }));
        try (var scope = TensorScope.open()) {
            Tensor loss = Engines.with(faulty, () -> {
                try (var layer = TensorScope.open("block")) {
                    return layer.keep(Tensor.ones(2).requiresGrad(true).tanh().sum());
                }
            });
            assertThatThrownBy(loss::backward)
                    .isInstanceOf(EngineException.class)
                    .hasMessage("the gradient of tanh on float32 [2] on cpu: no such algorithm (in block)");
        }
        assertNothingIsLeft();
    }

    @Test
    void errorsOfVireoAndOfTheVirtualMachineAreRethrownUnchanged() {
        var own = new ShapeException("mine");
        var virtual = new StackOverflowError();
        var throwsOwn = FaultyEngine.with(TORCH, Scan.CumSum.class, (op, in) -> {
            throw own;
        });
        var throwsVirtual = FaultyEngine.with(TORCH, Scan.CumSum.class, (op, in) -> {
            throw virtual;
        });
        try (var scope = TensorScope.open()) {
            assertThatThrownBy(
                            () -> Engines.with(throwsOwn, () -> Tensor.ones(2).cumSum(0)))
                    .isSameAs(own);
            assertThatThrownBy(() ->
                            Engines.with(throwsVirtual, () -> Tensor.ones(2).cumSum(0)))
                    .isSameAs(virtual);
        }
    }

    @Test
    void outOfMemoryErrorsStateRequestedAndUsedBytes() {
        try (var scope = TensorScope.open()) {
            var x = Tensor.ones(1 << 18);
            var error = catchThrowableOfType(
                    OutOfMemoryException.class,
                    () -> x.reshape(1 << 18, 1).add(x.reshape(1, 1 << 18)).add(Tensor.ones(1L << 44)));
            assertThat(error)
                    .hasMessageContaining("no memory left for the ")
                    .hasMessageContaining("iB asked for; ")
                    .hasMessageContaining(" tensors hold ")
                    .hasMessageNotContaining("\n");
            assertThat(error.device()).isEqualTo(Device.CPU);
            assertThat(error.requestedBytes().orElseThrow()).isGreaterThan(1L << 30);
        }
        assertNothingIsLeft();
    }

    @Test
    void requestedBytesAreParsedFromLibtorchsMessage() {
        assertThat(TorchFailure.of(new RuntimeException(
                                "CUDA out of memory. Tried to allocate 2.50 GiB. GPU 0 has a total capacity of 8 GiB"))
                        .requestedBytes())
                .hasValue(5L << 29);
        assertThat(TorchFailure.of(new RuntimeException("std::bad_alloc")).outOfMemory())
                .isTrue();
        assertThat(TorchFailure.of(new RuntimeException("std::bad_alloc")).requestedBytes())
                .isEmpty();
        assertThat(TorchFailure.of(new RuntimeException("index out of range")).outOfMemory())
                .isFalse();
    }

    @Test
    void aThrowingListenerLeaksNothing() {
        var x = Tensor.ones(1000).requiresGrad(true);
        long held = memory.bytes();
        long count = memory.tensors();
        try (var listening = ListenerScope.open((op, inputs, outputs, path, nanos) -> {
            throw new IllegalStateException("enough");
        })) {
            assertThatThrownBy(x::exp).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> x.reshape(10, 100)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(memory.bytes()).isEqualTo(held);
        assertThat(memory.tensors()).isEqualTo(count);
        x.close();
    }

    @Test
    void aKernelWithTooFewResultsLeaksNothing() {
        var faulty = FaultyEngine.with(TORCH, Scan.TopK.class, (op, in) ->
                new NativeTensor[] {TORCH.allocate(Tensor.ones(2).spec()), null});
        try (var scope = TensorScope.open()) {
            assertThatThrownBy(() -> Engines.with(faulty, () -> Tensor.ones(4).topK(2, 0, true)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("no result 1");
        }
        assertNothingIsLeft();
    }

    @Test
    void aThrowingGradientLeaksNothing() {
        var faulty = FaultyEngine.with(TORCH, Unary.TANH, gradient(() -> {
            throw new RuntimeException("failed");
        }));
        try (var scope = TensorScope.open()) {
            Tensor loss = Engines.with(
                    faulty,
                    () -> Tensor.ones(1000).requiresGrad(true).tanh().exp().sum());
            long before = memory.bytes();
            assertThatThrownBy(loss::backward).hasMessageContaining("failed");
            assertThat(memory.bytes()).isLessThanOrEqualTo(before);
        }
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() {
        assertThat(memory.bytes()).isEqualTo(bytes);
        assertThat(memory.tensors()).isEqualTo(tensors);
    }

    private static FusedGradient<Unary> gradient(java.util.function.Supplier<NativeTensor[]> backward) {
        return new FusedGradient<>() {
            @Override
            public Saved saved() {
                return Saved.NOTHING;
            }

            @Override
            public NativeTensor[] forward(Unary op, NativeTensor[] inputs) {
                return TorchTensor.one(TorchTensor.unwrap(inputs[0]).tanh());
            }

            @Override
            public NativeTensor[] backward(Unary op, Tape tape, boolean[] needed) {
                return backward.get();
            }
        };
    }
}
