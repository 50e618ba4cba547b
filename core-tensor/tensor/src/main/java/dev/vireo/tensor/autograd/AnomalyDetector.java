package dev.vireo.tensor.autograd;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.listener.BackwardStep;
import dev.vireo.tensor.listener.OpListener;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import dev.vireo.tensor.op.Update;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the operation that produced the first NaN or infinite value, as PyTorch's anomaly detection does:
 *
 * <pre>{@code
 * var detector = new AnomalyDetector();
 * try (var listening = ListenerScope.open(detector)) {
 *     loss = loss(net.call(x));
 * }
 * detector.sourceOf(loss);        // the result of log (in Sequential.2)
 * }</pre>
 *
 * <p>A forward pass may contain infinite values on purpose, such as a mask of attention before softmax. So the detector
 * follows NaN and infinite values from operation to operation, and names the source of those that reach a given result.
 *
 * <p>It reads the results of all operations, which is slow, and waits for the device each time.
 */
public final class AnomalyDetector implements OpListener {
    private final Map<Tensor, Source> sources = new IdentityHashMap<>();
    private Optional<Source> inBackward = Optional.empty();

    /** The first value that is NaN or infinite. */
    public enum Kind {
        /** A result of the operation, whose inputs are finite. */
        RESULT("the result"),
        /** An input of the operation, which no operation has produced. */
        INPUT("an input"),
        /** A gradient that the backward step of the operation computed. */
        GRADIENT("the gradient");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /**
     * The operation that produced the first value that is NaN or infinite.
     *
     * @param kind what the value is
     * @param operation the name of the operation, such as {@code log}
     * @param path the path of the layer that ran the operation in the forward pass; empty outside any
     */
    public record Source(Kind kind, String operation, String path) {
        /** For messages: {@code the result of log (in Sequential.2)}. */
        @Override
        public String toString() {
            return kind.text + " of " + operation + (path.isEmpty() ? "" : " (in " + path + ")");
        }
    }

    /** Whether no element of a tensor is NaN or infinite. Integers are finite, and so are tensors on meta. Reads the tensor. */
    public static boolean isFinite(Tensor tensor) {
        if (!tensor.dtype().isFloating() || tensor.device().isMeta()) {
            return true;
        }
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            return tensor.isFinite().all().item() != 0;
        }
    }

    /**
     * The source of the NaN or infinite values of a tensor; empty if it is finite, or if it was computed while the
     * detector was not listening.
     */
    public Optional<Source> sourceOf(Tensor tensor) {
        return Optional.ofNullable(sources.get(tensor));
    }

    /** The first backward step that computed a gradient with NaN or infinite values, from finite ones. */
    public Optional<Source> firstInBackward() {
        return inBackward;
    }

    @Override
    public void ran(Op op, List<Tensor> inputs, List<Tensor> outputs, String path, long nanos) {
        var written = op instanceof Update update ? inputs.subList(0, update.written(inputs.size())) : outputs;
        for (var result : written) {
            if (isFinite(result)) {
                sources.remove(result);
            } else {
                sources.put(result, source(op, inputs, path));
            }
        }
    }

    @Override
    public void ranBackward(BackwardStep step) {
        if (inBackward.isPresent()) {
            return;
        }
        if (step.results().stream().flatMap(Optional::stream).anyMatch(gradient -> !isFinite(gradient))) {
            var recorded = step.recorded();
            inBackward = Optional.of(new Source(Kind.GRADIENT, recorded.name(), recorded.path()));
        }
    }

    @Override
    public void aliased(Tensor from, Tensor to) {
        sourceOf(from).ifPresent(source -> sources.put(to, source));
    }

    @Override
    public void moved(Tensor from, Tensor to, String path) {
        aliased(from, to);
    }

    /** The source of the first input that has one; else the operation itself. */
    private Source source(Op op, List<Tensor> inputs, String path) {
        return inputs.stream()
                .flatMap(input -> sourceOf(input).stream())
                .findFirst()
                .orElseGet(() -> new Source(
                        inputs.stream().allMatch(AnomalyDetector::isFinite) ? Kind.RESULT : Kind.INPUT,
                        OpKeys.label(op),
                        path));
    }
}
