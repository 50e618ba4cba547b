package dev.vireo.engine.torch.internal.kernel;

import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.engine.torch.internal.library.Seeded;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.engine.torch.internal.library.Types;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.Creation;
import dev.vireo.tensor.op.Random;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** Kernels that create tensors, random draws, and conversions. */
public final class CreationKernels {
    private static final MemoryFormatOptional ANY_FORMAT = new MemoryFormatOptional();
    private static final MemoryFormatOptional DENSE = new MemoryFormatOptional(MemoryFormat.Contiguous);

    private CreationKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch creation")
                .kernel(Creation.Full.class, (op, in) -> TorchTensor.one(full(op)))
                .kernel(Creation.Arange.class, (op, in) -> TorchTensor.one(arange(op)))
                .kernel(
                        Random.RandomUniform.class,
                        (op, in) -> draw(op, op.spec(), (x, seeded) -> x.uniform_(op.low(), op.high(), seeded.get())))
                .kernel(
                        Random.RandomNormal.class,
                        (op, in) -> draw(
                                op,
                                op.spec(),
                                (x, seeded) -> x.normal_(op.mean(), op.standardDeviation(), seeded.get())))
                .kernel(
                        Random.RandomInteger.class,
                        (op, in) -> draw(op, op.spec(), (x, seeded) -> {
                            try (var high = new LongOptional(op.high())) {
                                x.random_(op.low(), high, seeded.get());
                            }
                        }))
                .kernel(
                        Random.RandomPermutation.class,
                        (op, in) -> draw(op, op.spec(), (x, seeded) -> {
                            try (var order = torch.randperm(x.numel(), seeded.get())) {
                                x.copy_(order);
                            }
                        }))
                .kernel(Random.Bernoulli.class, (op, in) -> {
                    var p = TorchTensor.unwrap(in[0]);
                    try (var seeded = Seeded.of(op.seed(), p);
                            var drawn = torch.bernoulli(p, seeded.get())) {
                        return TorchTensor.one(drawn.to(Types.scalarType(op.dtype())));
                    }
                })
                .kernel(Random.Multinomial.class, (op, in) -> {
                    var weights = TorchTensor.unwrap(in[0]);
                    try (var seeded = Seeded.of(op.seed(), weights)) {
                        return TorchTensor.one(
                                torch.multinomial(weights, op.samples(), op.replacement(), seeded.get()));
                    }
                })
                .kernel(
                        Conversion.Cast.class,
                        (op, in) -> TorchTensor.one(
                                TorchTensor.unwrap(in[0]).to(Types.scalarType(op.dtype()), false, true, ANY_FORMAT)))
                .kernel(Conversion.ToDevice.class, (op, in) -> {
                    var x = TorchTensor.unwrap(in[0]);
                    try (var device = Types.device(op.device())) {
                        return TorchTensor.one(x.to(device, x.scalar_type(), false, true, ANY_FORMAT));
                    }
                })
                .kernel(
                        Conversion.Copy.class,
                        (op, in) -> TorchTensor.one(TorchTensor.unwrap(in[0]).clone(DENSE)))
                .kernel(
                        Conversion.Contiguous.class,
                        (op, in) -> TorchTensor.one(TorchTensor.unwrap(in[0]).contiguous()))
                .build();
    }

    /** Returns an uninitialized tensor. */
    public static Tensor empty(TensorSpec spec) {
        return torch.empty(spec.shape().toArray(), Types.options(spec), ANY_FORMAT);
    }

    private static Tensor full(Creation.Full op) {
        var value = op.spec().dtype().isFloating() ? Scalars.of(op.value()) : Scalars.of((long) op.value());
        return torch.full(op.spec().shape().toArray(), value, Types.options(op.spec()));
    }

    private static Tensor arange(Creation.Arange op) {
        long count = op.spec().shape().elements();
        boolean floating = op.spec().dtype().isFloating();
        try (var start = floating ? new Scalar(op.start()) : new Scalar((long) op.start());
                var step = floating ? new Scalar(op.step()) : new Scalar((long) op.step());
                var index = torch.arange(Scalars.of(count), Types.options(op.spec()))) {
            index.mul_(step);
            index.add_(start);
            return new Tensor(index);
        }
    }

    @FunctionalInterface
    private interface Draw {
        void into(Tensor target, Seeded seeded);
    }

    private static dev.vireo.tensor.engine.NativeTensor[] draw(Random op, TensorSpec spec, Draw draw) {
        var target = empty(spec);
        try (var seeded = Seeded.of(op.seed(), target)) {
            draw.into(target, seeded);
        }
        return TorchTensor.one(target);
    }
}
