package dev.vireo.models.recipe.catalog;

import static dev.vireo.models.recipe.CommonOptions.LEARNING_RATE;
import static dev.vireo.models.recipe.CommonOptions.WARMUP;

import dev.vireo.models.recipe.LayerRecipe;
import dev.vireo.models.recipe.OptionValues;
import dev.vireo.models.recipe.Selection;
import dev.vireo.nn.Layer;
import dev.vireo.training.Loss;
import dev.vireo.training.Trainer;
import dev.vireo.training.metric.Metric;
import dev.vireo.training.optimizer.AdamW;
import dev.vireo.training.schedule.Schedule;
import java.util.List;

/**
 * A recipe of a classifier from samples {@code [N, ...]} to logits {@code [N, C]}, trained by cross entropy with AdamW and a
 * cosine schedule with warmup. Its options include a learning rate and a warmup. Its metric is the accuracy.
 */
interface ClassificationRecipe extends LayerRecipe {
    @Override
    default Trainer trainer(Layer net, OptionValues options) {
        return Trainer.of(net, loss())
                .optimizer(AdamW.of(options.get(LEARNING_RATE)))
                .schedule(Schedule.cosine().warmup(options.get(WARMUP)));
    }

    @Override
    default Loss loss() {
        return Loss.crossEntropy();
    }

    @Override
    default List<Metric> metrics() {
        return List.of(Metric.accuracy());
    }

    @Override
    default Selection selection() {
        return Selection.largest("accuracy");
    }
}
