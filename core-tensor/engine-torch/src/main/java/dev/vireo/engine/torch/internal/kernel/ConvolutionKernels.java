package dev.vireo.engine.torch.internal.kernel;

import dev.vireo.engine.torch.internal.library.OptionalTensor;
import dev.vireo.engine.torch.internal.library.OutputMask;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.engine.torch.internal.library.Tuples;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Convolution;
import dev.vireo.tensor.op.Convolution.Conv;
import dev.vireo.tensor.op.Convolution.ConvTranspose;
import java.util.function.Function;
import org.bytedeco.pytorch.global.torch;

/** Kernels of convolutions. On CPUs libtorch uses oneDNN. */
public final class ConvolutionKernels {
    private ConvolutionKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        var conv = new Convolve<Conv>(false, op -> new long[op.stride().size()]);
        var transposed =
                new Convolve<ConvTranspose>(true, op -> op.outputPadding().toLongArray());
        return KernelTable.of("torch convolution")
                .kernel(Conv.class, conv)
                .kernel(ConvTranspose.class, transposed)
                .gradient(Conv.class, conv)
                .gradient(ConvTranspose.class, transposed)
                .build();
    }

    /** Forward and backward of both operations, for which libtorch has one function with a flag. */
    private record Convolve<O extends Convolution>(boolean transposed, Function<O, long[]> outputPadding)
            implements Kernel<O>, FusedGradient<O> {
        @Override
        public NativeTensor[] run(O op, NativeTensor[] inputs) {
            try (var bias = OptionalTensor.of(inputs, 2)) {
                return TorchTensor.one(torch.convolution(
                        TorchTensor.unwrap(inputs[0]),
                        TorchTensor.unwrap(inputs[1]),
                        bias.get(),
                        op.stride().toLongArray(),
                        op.padding().toLongArray(),
                        op.dilation().toLongArray(),
                        transposed,
                        outputPadding.apply(op),
                        op.groups()));
            }
        }

        @Override
        public Saved saved() {
            return Saved.inputs(0, 1);
        }

        @Override
        public NativeTensor[] forward(O op, NativeTensor[] inputs) {
            return run(op, inputs);
        }

        @Override
        public NativeTensor[] backward(O op, Tape tape, boolean[] needed) {
            var gradient = TorchTensor.unwrap(tape.gradient(0));
            var gradients = torch.convolution_backward(
                    gradient,
                    TorchTensor.unwrap(tape.input(0)),
                    TorchTensor.unwrap(tape.input(1)),
                    new long[] {gradient.size(1)},
                    op.stride().toLongArray(),
                    op.padding().toLongArray(),
                    op.dilation().toLongArray(),
                    transposed,
                    outputPadding.apply(op),
                    op.groups(),
                    OutputMask.of(needed));
            return Tuples.gradients(gradients, needed);
        }
    }
}
