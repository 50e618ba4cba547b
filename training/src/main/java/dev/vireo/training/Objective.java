package dev.vireo.training;

import dev.vireo.nn.Layer;
import dev.vireo.training.data.Batch;
import dev.vireo.training.metric.Metric;

/**
 * The function that training minimizes: it maps a batch to a loss. It calls the networks itself, so a network may have
 * any signature, and there may be several. Distillation is an objective that also calls a teacher:
 *
 * <pre>{@code
 * Objective distillation = batch -> {
 *     var logits = student.call(batch.input());
 *     var target = TensorScope.in(() -> teacher.call(batch.input()).detach());
 *     return WeightedLoss.ofMean(divergence(logits, target), batch.size()).output("output", logits);
 * };
 * }</pre>
 */
@FunctionalInterface
public interface Objective {
    /** The loss of a batch. Runs under autocast and in a scope of its own; the loss carries its graph. */
    WeightedLoss loss(Batch batch);

    /** A loss of a network's output for {@code batch.input()} and of {@code batch.target()}. */
    static Objective of(Layer net, Loss loss) {
        return batch -> {
            var output = net.call(batch.input());
            return loss.weighted(output, batch.target()).output(Metric.OUTPUT, output);
        };
    }
}
