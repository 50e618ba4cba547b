package dev.vireo.training.scenario;

import dev.vireo.nn.Block;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.activation.LeakyReLU;
import dev.vireo.nn.loss.Losses;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Tensor;
import dev.vireo.training.Phase;
import dev.vireo.training.Trainer;
import dev.vireo.training.WeightedLoss;
import dev.vireo.training.data.Batch;
import dev.vireo.training.data.Dataset;
import dev.vireo.training.metric.Metric;
import dev.vireo.training.optimizer.AdamW;
import java.util.Map;

/** A GAN that learns to draw points around (2, -1): a run of two phases. (Goodfellow et al. 2014) */
final class Gan extends Block implements Scenario {
    private final Sequential generator =
            child("generator", new Sequential(new Linear(2, 16), new LeakyReLU(0.2), new Linear(16, 2)));
    private final Sequential discriminator =
            child("discriminator", new Sequential(new Linear(2, 16), new LeakyReLU(0.2), new Linear(16, 1)));

    @Override
    public Trainer trainer() {
        var adam = AdamW.of(1e-2).betas(0.5, 0.999);
        return Trainer.of(this)
                .phase(Phase.of("discriminator", discriminator, this::tellApart).optimizer(adam))
                .phase(Phase.of("generator", generator, this::fool).optimizer(adam))
                .validation(this::fool)
                .metrics(Metric.mean("closeness", Gan::closeness).of("fake", "points"));
    }

    private WeightedLoss tellApart(Batch batch) {
        var real = discriminator.call(batch.get("points"));
        var fake = discriminator.call(draw(batch).detach());
        return WeightedLoss.ofMean(isReal(real, 1).add(isReal(fake, 0)), batch.size());
    }

    private WeightedLoss fool(Batch batch) {
        var fake = draw(batch);
        return WeightedLoss.ofMean(isReal(discriminator.call(fake), 1), batch.size())
                .output("fake", fake);
    }

    private Tensor draw(Batch batch) {
        return generator.call(Tensor.randn(batch.get("points").spec()));
    }

    private static Tensor isReal(Tensor logits, double truth) {
        return Losses.binaryCrossEntropyWithLogits(logits, logits.detach().newFull(logits.shape(), truth));
    }

    /** Minus the distance between the means of two sets of points {@code [N, 2]}. */
    private static Tensor closeness(Tensor fake, Tensor real) {
        return fake.mean(0).sub(real.mean(0)).norm(2).neg();
    }

    @Override
    public Block net() {
        return this;
    }

    @Override
    public Dataset data() {
        return new Drawn(60, places -> {
            var points = new float[2 * places.length];
            for (int i = 0; i < places.length; i++) {
                var generator = Generator.seeded(places[i]);
                points[2 * i] = (float) (2 + 0.2 * generator.nextGaussian());
                points[2 * i + 1] = (float) (-1 + 0.2 * generator.nextGaussian());
            }
            return new Batch(Map.of("points", Tensor.of(points, places.length, 2)));
        });
    }

    @Override
    public String metric() {
        return "fake closeness";
    }

    @Override
    public double goal() {
        return -0.8;
    }
}
