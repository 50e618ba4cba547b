package dev.vireo.models.recipe.catalog;

import static dev.vireo.models.recipe.CommonOptions.LEARNING_RATE;
import static dev.vireo.models.recipe.CommonOptions.WARMUP;

import dev.vireo.models.recipe.OptionValues;
import dev.vireo.models.recipe.Selection;
import dev.vireo.nn.Layer;
import dev.vireo.training.Loss;
import dev.vireo.training.Trainer;
import dev.vireo.training.metric.Metric;
import dev.vireo.training.optimizer.AdamW;
import dev.vireo.training.schedule.Schedule;
import java.util.List;

/** How classifiers are trained: cross entropy, AdamW, a cosine schedule with warmup, and accuracy. */
final class Classification {
    static final Loss LOSS = Loss.crossEntropy();
    static final List<Metric> METRICS = List.of(Metric.accuracy());
    static final Selection SELECTION = Selection.largest("accuracy");

    private Classification() {}

    /**
     * A trainer for a classifier.
     *
     * @param net samples {@code [N, ...]} to logits {@code [N, C]}
     * @param options with a learning rate and a warmup
     */
    static Trainer trainer(Layer net, OptionValues options) {
        return Trainer.of(net, LOSS)
                .optimizer(AdamW.of(options.get(LEARNING_RATE)))
                .schedule(Schedule.cosine().warmup(options.get(WARMUP)));
    }
}
