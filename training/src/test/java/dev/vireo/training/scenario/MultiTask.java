package dev.vireo.training.scenario;

import dev.vireo.nn.Block;
import dev.vireo.nn.Linear;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Tensor;
import dev.vireo.training.Loss;
import dev.vireo.training.Phase;
import dev.vireo.training.Trainer;
import dev.vireo.training.WeightedLoss;
import dev.vireo.training.data.Batch;
import dev.vireo.training.data.Dataset;
import dev.vireo.training.metric.Metric;
import dev.vireo.training.optimizer.AdamW;
import java.util.Map;

/** One body with two heads: whether a point is inside the unit circle, and how far from the center it is. */
final class MultiTask extends Block implements Scenario {
    private final Linear body = child("body", new Linear(2, 32));
    private final Linear inside = child("inside", new Linear(32, 2));
    private final Linear distance = child("distance", new Linear(32, 1));

    @Override
    public Trainer trainer() {
        return Trainer.of(this)
                .phase(Phase.of(this, this::bothTasks).optimizer(AdamW.of(3e-2)).clipNorm(5))
                .metrics(Metric.accuracy().of("inside", "class"), Metric.mae().of("distance", "distance"));
    }

    private WeightedLoss bothTasks(Batch batch) {
        var features = body.call(batch.get("point")).relu();
        var logits = inside.call(features); // [N, 2]
        var lengths = distance.call(features); // [N, 1]
        var first = Loss.crossEntropy().weighted(logits, batch.get("class")).output("inside", logits);
        var second = Loss.mse().weighted(lengths, batch.get("distance")).output("distance", lengths);
        return first.plus(second.times(0.5));
    }

    @Override
    public Block net() {
        return this;
    }

    @Override
    public Dataset data() {
        return new Drawn(60, places -> {
            var points = new float[2 * places.length];
            var lengths = new float[places.length];
            var classes = new long[places.length];
            for (int i = 0; i < places.length; i++) {
                var generator = Generator.seeded(places[i]);
                points[2 * i] = (float) generator.nextGaussian();
                points[2 * i + 1] = (float) generator.nextGaussian();
                lengths[i] = (float) Math.hypot(points[2 * i], points[2 * i + 1]);
                classes[i] = lengths[i] < 1 ? 1 : 0;
            }
            return new Batch(Map.of(
                    "point", Tensor.of(points, places.length, 2),
                    "class", Tensor.of(classes, places.length),
                    "distance", Tensor.of(lengths, places.length, 1)));
        });
    }

    @Override
    public String metric() {
        return "inside accuracy";
    }

    @Override
    public double goal() {
        return 0.8;
    }
}
