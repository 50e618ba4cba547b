package dev.vireo.tensor.listener;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.internal.policy.BackwardFlops;
import dev.vireo.tensor.internal.policy.FlopCosts;
import dev.vireo.tensor.listener.BackwardStep.Recorded;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts the floating point operations of what runs, also on the {@code meta} device, where nothing is computed:
 *
 * <pre>{@code
 * var flops = new FlopCounter();
 * try (var listening = ListenerScope.open(flops); var off = Autograd.noGrad()) {
 *     net.call(x);
 * }
 * flops.total();
 * }</pre>
 *
 * <p>A multiply-add counts 2 and a matrix product of {@code [n, k]} and {@code [k, m]} so 2 n k m; bias, softmax and gates
 * inside an operation around matrix products count nothing, as in PyTorch's {@code FlopCounterMode}. Other than there,
 * elementwise operations count 1 an element, reductions 1 an element read, pools 1 a pixel of each window, and
 * normalizations their few operations an element; views, copies and look-ups count 0.
 *
 * <p>A backward step counts as much as its operation for each gradient that it computes. The gradient of a bias inside a
 * product counts nothing, and attention counts five products. So the backward pass of a layer costs about twice its forward
 * pass, on all engines.
 */
public final class FlopCounter implements OpListener {
    private final Map<String, Long> byPath = new TreeMap<>();
    private final Map<String, Long> byOperation = new TreeMap<>();
    private long total;

    @Override
    public void ran(Op op, List<Tensor> inputs, List<Tensor> outputs, String path, long nanos) {
        add(FlopCosts.of(op, specs(inputs), specs(outputs)), OpKeys.label(op), path);
    }

    /** Sums of gradients and custom functions count nothing. */
    @Override
    public void ranBackward(BackwardStep step) {
        var recorded = step.recorded();
        recorded.op().ifPresent(op -> add(flops(op, recorded, step.results()), recorded.name(), recorded.path()));
    }

    private static long flops(Op op, Recorded recorded, List<Optional<Tensor>> gradients) {
        var inputs = recorded.inputs().toArray(TensorSpec[]::new);
        var results = recorded.results().toArray(TensorSpec[]::new);
        var wanted = new boolean[inputs.length];
        for (int i = 0; i < gradients.size(); i++) {
            wanted[i] = gradients.get(i).isPresent();
        }
        return BackwardFlops.of(op, inputs, results, wanted);
    }

    private void add(long flops, String operation, String path) {
        total += flops;
        byPath.merge(path, flops, Long::sum);
        byOperation.merge(operation, flops, Long::sum);
    }

    /** All operations together. */
    public long total() {
        return total;
    }

    /**
     * The counts by the path of the layer that ran the operations itself, so that they add up to the total; "" is
     * outside any layer.
     */
    public Map<String, Long> byPath() {
        return Collections.unmodifiableMap(byPath);
    }

    /** The counts by the name of the operation, such as {@code linear}. */
    public Map<String, Long> byOperation() {
        return Collections.unmodifiableMap(byOperation);
    }

    private static TensorSpec[] specs(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::spec).toArray(TensorSpec[]::new);
    }
}
