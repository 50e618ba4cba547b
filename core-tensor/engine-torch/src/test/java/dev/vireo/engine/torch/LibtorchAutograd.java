package dev.vireo.engine.torch;

import dev.vireo.engine.tck.sample.Argument;
import dev.vireo.engine.tck.sample.OpSample;
import dev.vireo.engine.torch.internal.library.InputSizes;
import dev.vireo.engine.torch.internal.library.LibtorchGradMode;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.engine.torch.internal.library.Types;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Differentiates a sample by libtorch's own autograd in float64. libtorch records the functions that the engine's
 * kernel calls.
 */
final class LibtorchAutograd {
    private LibtorchAutograd() {}

    /** Whether libtorch has a derivative. Some of its fused functions and in-place functions have none. */
    static boolean differentiates(OpSample sample) {
        try {
            return Arrays.stream(results(sample.op(), leaves(sample))).anyMatch(Tensor::requires_grad)
                    && !gradients(sample, elements -> new double[(int) elements])
                            .isEmpty();
        } catch (RuntimeException e) {
            return false;
        }
    }

    /**
     * Returns the gradient of each floating input; zeros for an input that does not affect the result.
     *
     * @param weights the gradient of each floating result, by its number of elements
     */
    static List<double[]> gradients(OpSample sample, LongFunction<double[]> weights) {
        var leaves = leaves(sample);
        var outputs = new TensorVector();
        var gradients = new TensorVector();
        for (var result : results(sample.op(), leaves)) {
            if (result.requires_grad()) {
                outputs.push_back(result);
                gradients.push_back(Tensor.create(weights.apply(result.numel()))
                        .reshape(InputSizes.of(result).values())
                        .to(result.scalar_type()));
            }
        }
        var wanted = new TensorVector();
        for (var leaf : leaves) {
            if (leaf.requires_grad()) {
                wanted.push_back(leaf);
            }
        }
        var found = torch.grad(outputs, wanted, gradients, new BoolOptional(true), false, true);
        var all = new ArrayList<double[]>();
        for (long i = 0; i < found.size(); i++) {
            var gradient = found.get(i);
            all.add(
                    gradient.defined()
                            ? values(gradient)
                            : new double[(int) wanted.get(i).numel()]);
        }
        return all;
    }

    private static Tensor[] leaves(OpSample sample) {
        return sample.inputs().stream().map(LibtorchAutograd::leaf).toArray(Tensor[]::new);
    }

    private static Tensor leaf(Argument argument) {
        var exact = Tensor.create(argument.values()).reshape(argument.shape().toArray());
        return argument.isFloating()
                ? exact.detach().requires_grad_(true)
                : exact.to(Types.scalarType(argument.dtype()));
    }

    @SuppressWarnings("unchecked") // the row's type matches the key
    private static <O extends Op> Tensor[] results(O op, Tensor[] inputs) {
        var kernel = (Kernel<O>) Engines.named("torch").kernels().forward().require(op.key());
        try (var recording = LibtorchGradMode.open()) {
            var results =
                    kernel.run(op, Arrays.stream(inputs).map(TorchTensor::of).toArray(NativeTensor[]::new));
            return Arrays.stream(results).map(TorchTensor::unwrap).toArray(Tensor[]::new);
        }
    }

    private static double[] values(Tensor tensor) {
        var values = new double[(int) tensor.numel()];
        if (values.length > 0) {
            tensor.to(ScalarType.Double).contiguous().data_ptr_double().get(values);
        }
        return values;
    }
}
