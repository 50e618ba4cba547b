import dev.vireo.nn.*;
import dev.vireo.nn.activation.*;
import dev.vireo.nn.loss.*;
import dev.vireo.tensor.*;
import dev.vireo.training.*;
import dev.vireo.training.data.*;
import dev.vireo.training.metric.*;
import dev.vireo.training.optimizer.*;
import java.util.Map;

/** A GAN that learns to draw points around (2, -1): {@code ./vireo run examples/Gan.java}. (Goodfellow et al. 2014) */
class Gan extends Block {
    private final Sequential generator =
            child("generator", new Sequential(new Linear(2, 16), new LeakyReLU(0.2), new Linear(16, 2)));
    private final Sequential discriminator =
            child("discriminator", new Sequential(new Linear(2, 16), new LeakyReLU(0.2), new Linear(16, 1)));

    /** Each step trains the discriminator first, then the generator. */
    Trainer trainer() {
        var adam = AdamW.of(1e-2).betas(0.5, 0.999);
        return Trainer.of(this)
                .phase(Phase.of("discriminator", discriminator, this::discriminate).optimizer(adam))
                .phase(Phase.of("generator", generator, this::fool).optimizer(adam))
                .validation(this::fool)
                .metrics(Metric.mean("distance", Gan::distance).of("fake", "points"));
    }

    private WeightedLoss discriminate(Batch batch) {
        var real = discriminator.call(batch.get("points"));
        var fake = discriminator.call(draw(batch).detach());
        return WeightedLoss.ofMean(classified(real, 1).add(classified(fake, 0)), batch.size());
    }

    private WeightedLoss fool(Batch batch) {
        var fake = draw(batch);
        return WeightedLoss.ofMean(classified(discriminator.call(fake), 1), batch.size()).output("fake", fake);
    }

    private Tensor draw(Batch batch) {
        return generator.call(Tensor.randn(batch.get("points").spec())); // noise [N, 2] to points [N, 2]
    }

    private static Tensor classified(Tensor logits, double target) {
        return Losses.binaryCrossEntropyWithLogits(logits, logits.detach().newFull(logits.shape(), target));
    }

    private static Tensor distance(Tensor fake, Tensor real) {
        return fake.mean(0).sub(real.mean(0)).norm(2);
    }

    static Dataset data() {
        return new Points(60);
    }

    record Points(int size) implements Dataset {
        @Override public Batch gather(int... places) {
            var points = new float[2 * places.length];
            for (int i = 0; i < places.length; i++) {
                var random = Generator.seeded(places[i]);
                points[2 * i] = (float) (2 + 0.2 * random.nextGaussian());
                points[2 * i + 1] = (float) (-1 + 0.2 * random.nextGaussian());
            }
            return new Batch(Map.of("points", Tensor.of(points, places.length, 2)));
        }
    }

    public static void main(String[] arguments) {
        Generator.seeded(1).use();
        try (var gan = new Gan()) {
            var result = gan.trainer().fit(data().shuffled(3).batches(8), data().batches(16), Epochs.of(40));
            System.out.printf("distance of the means %.3f%n", result.last().metric("fake distance"));
        }
    }
}
