package dev.vireo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.engine.torch.internal.library.InputSizes;
import dev.vireo.engine.torch.internal.library.LibtorchGradMode;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.FusedGradient.Tape;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** Compares a kernel and its fused gradient with libtorch's own function and autograd. */
final class GradientCheck {
    private static final List<ScalarType> TYPES = List.of(ScalarType.Double, ScalarType.Float, ScalarType.BFloat16);
    private static final double HALF_TOLERANCE = 3e-2;

    private final KernelTable table;
    private final List<ScalarType> types;

    private GradientCheck(KernelTable table, List<ScalarType> types) {
        this.table = table;
        this.types = types;
    }

    /**
     * Seeds the generator that {@link TestTensors} draws from. With other values, one next to the kink of a ReLU may round
     * to the other side in half precision, where the gradient differs.
     */
    static GradientCheck of(KernelTable table) {
        return of(table, TYPES);
    }

    /** Compares only in bfloat16. */
    static GradientCheck inBfloat16(KernelTable table) {
        return of(table, List.of(ScalarType.BFloat16));
    }

    private static GradientCheck of(KernelTable table, List<ScalarType> types) {
        torch.manual_seed(20);
        return new GradientCheck(table, types);
    }

    /**
     * Compares in each type. bfloat16 is compared with float32.
     *
     * @param inputs float64 where floating
     * @param reference libtorch's function of the same inputs
     */
    <O extends Op> void agrees(O op, List<Tensor> inputs, Function<Tensor[], Tensor[]> reference) {
        for (var type : types) {
            agrees(op, inputs, reference, type);
        }
        leavesNothingBehind(op, cast(inputs, types.get(0)));
    }

    private static List<Tensor> cast(List<Tensor> inputs, ScalarType type) {
        return inputs.stream()
                .map(each -> floating(each) ? each.to(type) : each)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private <O extends Op> void agrees(
            O op, List<Tensor> doubles, Function<Tensor[], Tensor[]> reference, ScalarType type) {
        boolean half = type == ScalarType.BFloat16;
        double tolerance = half ? HALF_TOLERANCE : type == ScalarType.Double ? 1e-9 : 2e-4;
        var inputs = cast(doubles, type).toArray(Tensor[]::new);
        var exact = Arrays.stream(inputs)
                .map(each -> floating(each) && half ? each.to(ScalarType.Float) : each)
                .toArray(Tensor[]::new);
        var fused = (FusedGradient<O>) table.gradients().require(op.key());
        var kernel = (Kernel<O>) table.forward().require(op.key());

        var natives = Arrays.stream(inputs).map(TorchTensor::of).toArray(NativeTensor[]::new);
        var plain = kernel.run(op, natives);
        var results = fused.forward(op, natives);

        var leaves = Arrays.stream(exact)
                .map(each -> floating(each) ? each.detach().requires_grad_(true) : each)
                .toArray(Tensor[]::new);
        Tensor[] expected;
        try (var recording = LibtorchGradMode.open()) {
            expected = reference.apply(leaves);
        }
        for (int i = 0; i < expected.length; i++) {
            close(op + " kernel " + i, plain[i], expected[i], tolerance);
            close(op + " result " + i, results[i], expected[i], tolerance);
        }
        var gradients = Arrays.stream(expected)
                .map(each -> each.requires_grad() ? torch.randn_like(each) : torch.zeros_like(each))
                .toArray(Tensor[]::new);
        var expectedGradients = autograd(expected, leaves, gradients);
        var arriving = Arrays.stream(gradients).map(each -> each.to(type)).toArray(Tensor[]::new);
        var tape = new ListTape(fused.saved(), natives, results, plain.length, arriving);
        for (boolean[] needed : subsets(leaves)) {
            var actual = fused.backward(op, tape, needed);
            for (int i = 0; i < needed.length; i++) {
                if (needed[i]) {
                    close(
                            op + " gradient " + i + " of " + Arrays.toString(needed),
                            actual[i],
                            expectedGradients[i],
                            tolerance);
                }
            }
        }
        for (var each : results) {
            each.close();
        }
    }

    /** Checks that forward and backward leave no native objects to the garbage collector. */
    @SuppressWarnings("unchecked")
    private <O extends Op> void leavesNothingBehind(O op, List<Tensor> inputs) {
        var fused = (FusedGradient<O>) table.gradients().require(op.key());
        var kernel = (Kernel<O>) table.forward().require(op.key());
        var natives = inputs.stream().map(TorchTensor::of).toArray(NativeTensor[]::new);
        var plain = kernel.run(op, natives);
        var gradients = Arrays.stream(plain)
                .map(each -> torch.ones_like(TorchTensor.unwrap(each)))
                .toArray(Tensor[]::new);
        var needed = subsets(inputs.toArray(Tensor[]::new));
        Runnable step = () -> {
            closeAll(kernel.run(op, natives));
            var results = fused.forward(op, natives);
            var tape = new ListTape(fused.saved(), natives, results, plain.length, gradients);
            for (var each : needed) {
                closeAll(fused.backward(op, tape, each));
            }
            closeAll(results);
        };
        step.run(); // creates the objects that are created once
        long before = Pointer.totalCount();
        for (int i = 0; i < 10; i++) {
            step.run();
        }
        assertThat(Pointer.totalCount()).as(op + ": native objects").isLessThanOrEqualTo(before);
    }

    private static void closeAll(@Nullable NativeTensor[] tensors) {
        for (var tensor : tensors) {
            if (tensor != null) {
                tensor.close();
            }
        }
    }

    private static List<Long> sizes(NativeTensor tensor) {
        return Arrays.stream(InputSizes.of(TorchTensor.unwrap(tensor)).values())
                .boxed()
                .toList();
    }

    private static boolean floating(Tensor tensor) {
        return tensor.is_floating_point();
    }

    private static List<boolean[]> subsets(Tensor[] leaves) {
        var all = new boolean[leaves.length];
        var subsets = new ArrayList<boolean[]>();
        for (int i = 0; i < leaves.length; i++) {
            all[i] = floating(leaves[i]);
            if (all[i]) {
                var one = new boolean[leaves.length];
                one[i] = true;
                subsets.add(one);
            }
        }
        subsets.add(all);
        return subsets;
    }

    private static Tensor[] autograd(Tensor[] results, Tensor[] leaves, Tensor[] gradients) {
        var outputs = new TensorVector();
        var given = new TensorVector();
        for (int i = 0; i < results.length; i++) {
            if (results[i].requires_grad()) {
                outputs.push_back(results[i]);
                given.push_back(gradients[i]);
            }
        }
        var wanted = new TensorVector();
        for (var leaf : leaves) {
            if (floating(leaf)) {
                wanted.push_back(leaf);
            }
        }
        var found = torch.grad(outputs, wanted, given, new BoolOptional(true), false, true);
        var all = new Tensor[leaves.length];
        int next = 0;
        for (int i = 0; i < leaves.length; i++) {
            if (floating(leaves[i])) {
                var gradient = new Tensor(found.get(next++));
                all[i] = gradient.defined() ? gradient : torch.zeros_like(leaves[i]);
            }
        }
        return all;
    }

    private static void close(String what, NativeTensor actual, Tensor expected, double tolerance) {
        assertThat(actual).as(what).isNotNull();
        var tensor = TorchTensor.unwrap(actual);
        assertThat(sizes(actual)).as(what + ": sizes").isEqualTo(sizes(TorchTensor.of(expected)));
        var a = tensor.detach().to(ScalarType.Double);
        var e = expected.detach().to(ScalarType.Double);
        if (e.numel() == 0) {
            return;
        }
        double scale = Math.max(1, finite(e).abs().max().item_double());
        boolean same = a.allclose(e, tolerance, tolerance * scale, true);
        assertThat(same)
                .as(what + ": largest difference "
                        + finite(a.sub(e)).abs().max().item_double() + " of " + scale)
                .isTrue();
    }

    private static Tensor finite(Tensor tensor) {
        return tensor.nan_to_num();
    }

    /** A tape that returns only the values declared as saved. */
    private record ListTape(
            FusedGradient.Saved saved, NativeTensor[] ins, NativeTensor[] outs, int results, Tensor[] gradients)
            implements Tape {
        @Override
        public int inputs() {
            return ins.length;
        }

        @Override
        public NativeTensor input(int position) {
            assertThat(saved.input(position))
                    .as("input " + position + " is saved")
                    .isTrue();
            return ins[position];
        }

        @Override
        public NativeTensor output(int position) {
            assertThat(saved.output(position))
                    .as("result " + position + " is saved")
                    .isTrue();
            return outs[position];
        }

        @Override
        public NativeTensor residual(int position) {
            return outs[results + position];
        }

        @Override
        public NativeTensor gradient(int position) {
            return TorchTensor.of(gradients[position]);
        }

        @Override
        public boolean hasGradient(int position) {
            return true;
        }
    }
}
