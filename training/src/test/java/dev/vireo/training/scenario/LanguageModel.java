package dev.vireo.training.scenario;

import dev.vireo.nn.Block;
import dev.vireo.nn.Embedding;
import dev.vireo.nn.Layer;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.tensor.Tensor;
import dev.vireo.training.Loss;
import dev.vireo.training.Phase;
import dev.vireo.training.Trainer;
import dev.vireo.training.WeightedLoss;
import dev.vireo.training.data.Batch;
import dev.vireo.training.data.Dataset;
import dev.vireo.training.metric.Metric;
import dev.vireo.training.optimizer.AdamW;
import java.util.Arrays;
import java.util.Map;

/** Predicts each next token of sequences of different lengths: padding is ignored, and batches are accumulated. */
final class LanguageModel implements Scenario {
    static final int TOKENS = 7;
    static final int LENGTH = 6;
    static final long PADDING = -100;

    private final Layer net = new Sequential(new Embedding(TOKENS, 8), new Linear(8, TOKENS));

    @Override
    public Trainer trainer() {
        return Trainer.of(net)
                .phase(Phase.of(net, this::nextToken).optimizer(AdamW.of(5e-2)))
                .accumulate(3)
                .metrics(Metric.accuracy(PADDING).of("logits", "next"));
    }

    WeightedLoss nextToken(Batch batch) {
        var logits = net.call(batch.get("tokens")).transpose(1, 2); // [N, T, C] to [N, C, T]
        var loss = Loss.crossEntropy().ignoreIndex(PADDING);
        return loss.weighted(logits, batch.get("next")).output("logits", logits);
    }

    @Override
    public Block net() {
        return net;
    }

    /** Sequences that count up from their first token; sample i has i modulo 6 targets, so one in six has none. */
    @Override
    public Dataset data() {
        return new Drawn(60, places -> {
            var tokens = new long[places.length * LENGTH];
            var next = new long[places.length * LENGTH];
            Arrays.fill(next, PADDING);
            for (int i = 0; i < places.length; i++) {
                for (int t = 0; t < LENGTH; t++) {
                    tokens[i * LENGTH + t] = (places[i] + t) % TOKENS;
                    if (t < places[i] % LENGTH) {
                        next[i * LENGTH + t] = (places[i] + t + 1) % TOKENS;
                    }
                }
            }
            return new Batch(Map.of(
                    "tokens", Tensor.of(tokens, places.length, LENGTH),
                    "next", Tensor.of(next, places.length, LENGTH)));
        });
    }

    @Override
    public String metric() {
        return "logits accuracy";
    }

    @Override
    public double goal() {
        return 0.95;
    }
}
