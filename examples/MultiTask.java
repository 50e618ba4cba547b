import dev.vireo.nn.*;
import dev.vireo.tensor.*;
import dev.vireo.training.*;
import dev.vireo.training.data.*;
import dev.vireo.training.metric.*;
import dev.vireo.training.optimizer.*;
import java.util.Map;

/**
 * One network with two outputs: whether a point is inside the unit circle, and its distance from the center. Its loss is
 * the weighted sum of two losses: {@code ./vireo run examples/MultiTask.java}.
 */
class MultiTask extends Block {
    private final Linear body = child("body", new Linear(2, 32));
    private final Linear inside = child("inside", new Linear(32, 2));
    private final Linear distance = child("distance", new Linear(32, 1));

    Trainer trainer() {
        return Trainer.of(this)
                .phase(Phase.of(this, this::bothTasks).optimizer(AdamW.of(3e-2)).clipNorm(5))
                .metrics(Metric.accuracy().of("inside", "class"), Metric.mae().of("distance", "distance"));
    }

    private WeightedLoss bothTasks(Batch batch) {
        var features = body.call(batch.get("point")).relu(); // [N, 32]
        var logits = inside.call(features); // [N, 2]
        var lengths = distance.call(features); // [N, 1]
        var first = Loss.crossEntropy().weighted(logits, batch.get("class")).output("inside", logits);
        var second = Loss.mse().weighted(lengths, batch.get("distance")).output("distance", lengths);
        return first.plus(second.times(0.5));
    }

    static Dataset data() {
        return new Points(60);
    }

    record Points(int size) implements Dataset {
        @Override public Batch gather(int... places) {
            var points = new float[2 * places.length];
            var lengths = new float[places.length];
            var classes = new long[places.length];
            for (int i = 0; i < places.length; i++) {
                var random = Generator.seeded(places[i]);
                points[2 * i] = (float) random.nextGaussian();
                points[2 * i + 1] = (float) random.nextGaussian();
                lengths[i] = (float) Math.hypot(points[2 * i], points[2 * i + 1]);
                classes[i] = lengths[i] < 1 ? 1 : 0;
            }
            return new Batch(Map.of(
                    "point", Tensor.of(points, places.length, 2),
                    "class", Tensor.of(classes, places.length),
                    "distance", Tensor.of(lengths, places.length, 1)));
        }
    }

    public static void main(String[] arguments) {
        Generator.seeded(1).use();
        try (var net = new MultiTask()) {
            var result = net.trainer().fit(data().shuffled(3).batches(8), data().batches(16), Epochs.of(40));
            System.out.printf("accuracy %.3f%n", result.last().metric("inside accuracy"));
        }
    }
}
