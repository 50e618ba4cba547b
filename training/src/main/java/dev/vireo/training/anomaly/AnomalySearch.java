package dev.vireo.training.anomaly;

import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.AnomalyDetector;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.listener.ListenerScope;
import dev.vireo.training.data.Batch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds out why the loss of a batch is NaN or infinite. It looks at the tensors of the batch, then at the parameters, and
 * then runs the forward pass again to find the first operation whose result is not finite.
 *
 * <p>The search changes nothing: the second run draws the same random numbers as the first, and afterwards the generator
 * and the buffers of the networks are as before.
 *
 * @param parameters of all networks, by name
 * @param buffers of all networks
 */
public record AnomalySearch(Map<String, Tensor> parameters, List<Tensor> buffers) {
    /** The first tensor of a batch, or else the first parameter, that is not finite; as a part of a sentence. */
    public Optional<String> inBatchOrParameters(Batch batch) {
        return nonFinite("the batch's tensor", batch.tensors()).or(this::inParameters);
    }

    /** The first parameter that is not finite, as a part of a sentence: {@code the parameter 'weight' contains NaN}. */
    public Optional<String> inParameters() {
        return nonFinite("the parameter", parameters);
    }

    /**
     * The cause of a loss that is not finite, as a part of a sentence.
     *
     * @param batch of the loss
     * @param generator the state of the thread's generator before the forward pass
     * @param loss runs the forward pass again and returns the loss, a scalar
     */
    public String cause(Batch batch, long generator, Supplier<Tensor> loss) {
        return inBatchOrParameters(batch).orElseGet(() -> inForward(generator, loss));
    }

    private String inForward(long generator, Supplier<Tensor> loss) {
        var before = Generator.current();
        try (var scope = TensorScope.open()) {
            var kept = copies();
            var detector = new AnomalyDetector();
            Generator.resumed(generator).use();
            try (var listening = ListenerScope.open(detector)) {
                return source(detector, loss.get());
            } catch (RuntimeException e) {
                return "the same batch could not be run again to find the operation: " + e.getMessage();
            } finally {
                before.use();
                restore(kept);
            }
        }
    }

    /** The source of a loss that a detector has observed, as a part of a sentence. */
    public static String source(AnomalyDetector detector, Tensor loss) {
        return detector.sourceOf(loss)
                .map(AnomalySearch::first)
                .orElse("the same batch gives a finite loss when it is run again, so the loss depends on something else"
                        + " than the batch, the parameters and random numbers");
    }

    /** The first value that a detector found, as a part of a sentence. */
    public static String first(AnomalyDetector.Source source) {
        return "the first non-finite value is " + source;
    }

    private List<Tensor> copies() {
        try (var off = Autograd.noGrad()) {
            return buffers.stream().map(Tensor::copy).toList();
        }
    }

    private void restore(List<Tensor> copies) {
        try (var off = Autograd.noGrad()) {
            for (int i = 0; i < copies.size(); i++) {
                buffers.get(i).assign(copies.get(i));
            }
        }
    }

    private static Optional<String> nonFinite(String what, Map<String, Tensor> tensors) {
        return tensors.entrySet().stream()
                .filter(each -> !AnomalyDetector.isFinite(each.getValue()))
                .findFirst()
                .map(each ->
                        what + " '" + each.getKey() + "' contains " + (hasNaN(each.getValue()) ? "NaN" : "infinity"));
    }

    private static boolean hasNaN(Tensor tensor) {
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            return tensor.isNaN().any().item() != 0;
        }
    }
}
