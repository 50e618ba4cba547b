package dev.vireo.engine.torch.internal.kernel.attention;

import dev.vireo.engine.torch.internal.library.LibtorchGraph;
import dev.vireo.engine.torch.internal.library.OptionalTensor;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Attention.ScaledDotProductAttention;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Kernels of attention. On CPUs they use libtorch's flash kernel where it supports the inputs, because it does not
 * store the scores. Otherwise, and on other devices, libtorch chooses.
 */
public final class AttentionKernels {
    private AttentionKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        return KernelTable.of("torch attention")
                .kernel(ScaledDotProductAttention.class, AttentionKernels::attend)
                .gradient(ScaledDotProductAttention.class, new Gradient())
                .build();
    }

    private static NativeTensor[] attend(ScaledDotProductAttention op, NativeTensor[] inputs) {
        if (FlashAttention.fits(inputs)) {
            var results = FlashAttention.forward(op, inputs);
            results[1].close();
            return new NativeTensor[] {results[0]};
        }
        return TorchTensor.one(chosen(op, TorchTensor.unwrap(inputs)));
    }

    /**
     * Uses the kernel that libtorch chooses. It does not accept a mask together with causality, so both are combined
     * first.
     */
    private static Tensor chosen(ScaledDotProductAttention op, Tensor[] in) {
        if (in.length == 3) {
            return chosen(op, in, OptionalTensor.NONE, op.causal());
        }
        try (var mask = op.causal() ? AttentionMask.causal(in[3], in[0], in[1]) : new Tensor(in[3]);
                var optional = OptionalTensor.of(mask)) {
            return chosen(op, in, optional, false);
        }
    }

    private static Tensor chosen(ScaledDotProductAttention op, Tensor[] in, OptionalTensor mask, boolean causal) {
        try (var scale = new DoubleOptional(op.scale())) {
            if (in[0].numel() > 0) {
                return torch.scaled_dot_product_attention(in[0], in[1], in[2], mask.get(), 0, causal, scale, false);
            }
            // libtorch chooses a kernel that divides by sizes, so none of the four dimensions may be empty
            try (var query = in[0].unsqueeze(0);
                    var result = torch.scaled_dot_product_attention(
                            query, in[1], in[2], mask.get(), 0, causal, scale, false)) {
                return result.squeeze(0);
            }
        }
    }

    /** Residual: the logarithms of the rows' sums of exponentials (flash kernel), else libtorch's graph. */
    private static final class Gradient implements FusedGradient<ScaledDotProductAttention> {
        @Override
        public Saved saved() {
            return Saved.inputs(0, 1, 2, 3).and(Saved.outputs(0));
        }

        @Override
        public NativeTensor[] forward(ScaledDotProductAttention op, NativeTensor[] inputs) {
            return FlashAttention.fits(inputs)
                    ? FlashAttention.forward(op, inputs)
                    : LibtorchGraph.record(inputs, leaves -> new Tensor[] {chosen(op, leaves)});
        }

        @Override
        public NativeTensor[] backward(ScaledDotProductAttention op, Tape tape, boolean[] needed) {
            return tape.residual(0) instanceof LibtorchGraph graph
                    ? graph.backward(tape, needed)
                    : FlashAttention.backward(op, tape, needed);
        }
    }
}
