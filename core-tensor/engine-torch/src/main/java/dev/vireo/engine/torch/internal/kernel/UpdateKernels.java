package dev.vireo.engine.torch.internal.kernel;

import dev.vireo.engine.torch.internal.library.Aten;
import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.engine.torch.internal.library.TensorLists;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Update;
import java.util.Arrays;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Writes in place; optimizers' steps run over all parameters in one call. */
public final class UpdateKernels {
    private static final NativeTensor[] NOTHING = {};

    private final Aten adamW = Aten.of("_fused_adamw_");
    private final Aten adam = Aten.of("_fused_adam_");
    private final Aten sgd = Aten.of("_fused_sgd_");
    private final Aten unscale = Aten.of("_amp_foreach_non_finite_check_and_unscale_");

    private UpdateKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        var kernels = new UpdateKernels();
        return KernelTable.of("torch updates")
                .kernel(Update.CopyInto.class, (op, in) -> {
                    TorchTensor.unwrap(in[0]).copy_(TorchTensor.unwrap(in[1]));
                    return NOTHING;
                })
                .kernel(Update.AddInto.class, (op, in) -> {
                    var target = TorchTensor.unwrap(in[0]);
                    var alpha = target.is_floating_point() ? Scalars.of(op.alpha()) : Scalars.of((long) op.alpha());
                    target.add_(TorchTensor.unwrap(in[1]), alpha);
                    return NOTHING;
                })
                .kernel(Update.CopyRowsInto.class, (op, in) -> {
                    TorchTensor.unwrap(in[0]).index_copy_(0, TorchTensor.unwrap(in[1]), TorchTensor.unwrap(in[2]));
                    return NOTHING;
                })
                .kernel(Update.ScaleInto.class, (op, in) -> {
                    try (var factor = new Scalar(op.factor())) {
                        TorchTensor.unwrap(in[0]).mul_(factor);
                    }
                    return NOTHING;
                })
                .kernel(Update.LerpInto.class, (op, in) -> {
                    TorchTensor.unwrap(in[0]).lerp_(TorchTensor.unwrap(in[1]), Scalars.of(op.weight()));
                    return NOTHING;
                })
                .kernel(Update.FusedSgd.class, dense(kernels::sgd))
                .kernel(Update.FusedAdam.class, dense(kernels::adam))
                .kernel(Update.UnscaleAndCheck.class, kernels::unscale)
                .build();
    }

    /**
     * libtorch's fused steps take dense tensors of one type and do not check it. Others are stepped as dense copies, in
     * float32 where the types differ.
     */
    private static <O extends Update> Kernel<O> dense(Kernel<O> step) {
        return (op, in) -> {
            var type = type(in[0]);
            boolean oneType = Arrays.stream(in).allMatch(each -> type(each) == type);
            if (oneType
                    && Arrays.stream(in)
                            .allMatch(each -> TorchTensor.unwrap(each).is_contiguous())) {
                return step.run(op, in);
            }
            var common = oneType ? type : ScalarType.Float;
            var copies = Arrays.stream(in)
                    .map(each -> TorchTensor.of(dense(TorchTensor.unwrap(each), common)))
                    .toArray(NativeTensor[]::new);
            try {
                step.run(op, copies);
                for (int i = 0; i < op.written(in.length); i++) {
                    TorchTensor.unwrap(in[i]).copy_(TorchTensor.unwrap(copies[i]));
                }
            } finally {
                Arrays.stream(copies).forEach(NativeTensor::close);
            }
            return NOTHING;
        };
    }

    private static ScalarType type(NativeTensor tensor) {
        return TorchTensor.unwrap(tensor).scalar_type().intern();
    }

    private static Tensor dense(Tensor tensor, ScalarType type) {
        try (var converted = tensor.to(type)) {
            return converted.contiguous();
        }
    }

    private NativeTensor[] sgd(Update.FusedSgd op, NativeTensor[] in) {
        int n = op.count();
        boolean buffers = op.momentum() != 0;
        sgd.run(
                TensorLists.boxed(in, 0, n),
                TensorLists.boxed(in, in.length - n, in.length),
                TensorLists.boxed(in, n, buffers ? 2 * n : n),
                new IValue(op.weightDecay()),
                new IValue(op.momentum()),
                new IValue(op.learningRate()),
                new IValue(op.dampening()),
                new IValue(op.nesterov()),
                new IValue(false),
                new IValue(op.firstStep()),
                new IValue(),
                new IValue());
        return NOTHING;
    }

    private NativeTensor[] adam(Update.FusedAdam op, NativeTensor[] in) {
        int n = op.count();
        try (var number = new Scalar((double) op.step()); // no other step has it
                var step = torch.full(new long[0], number);
                var steps = new org.bytedeco.pytorch.TensorList()) {
            for (int i = 0; i < n; i++) {
                steps.push_back(step);
            }
            try (var generic = new org.bytedeco.pytorch.GenericList(steps)) {
                (op.decoupled() ? adamW : adam)
                        .run(
                                TensorLists.boxed(in, 0, n),
                                TensorLists.boxed(in, in.length - n, in.length),
                                TensorLists.boxed(in, n, 2 * n),
                                TensorLists.boxed(in, 2 * n, 3 * n),
                                TensorLists.boxed(in, 3 * n, op.amsgrad() ? 4 * n : 3 * n),
                                new IValue(generic),
                                new IValue(op.learningRate()),
                                new IValue(op.beta1()),
                                new IValue(op.beta2()),
                                new IValue(op.weightDecay()),
                                new IValue(op.eps()),
                                new IValue(op.amsgrad()),
                                new IValue(false),
                                new IValue(),
                                new IValue());
            }
        }
        return NOTHING;
    }

    private NativeTensor[] unscale(Update.UnscaleAndCheck op, NativeTensor[] in) {
        int n = in.length - 2;
        try (var inverse = TorchTensor.unwrap(in[n]).reciprocal()) {
            unscale.run(TensorLists.boxed(in, 0, n), new IValue(TorchTensor.unwrap(in[n + 1])), new IValue(inverse));
        }
        return NOTHING;
    }
}
