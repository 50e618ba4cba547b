import dev.vireo.nn.*;
import dev.vireo.tensor.*;
import dev.vireo.training.*;
import dev.vireo.training.data.*;
import dev.vireo.training.metric.*;
import dev.vireo.training.optimizer.*;
import java.util.Arrays;
import java.util.Map;

/**
 * Predicts the next token of sequences of different lengths: {@code ./vireo run examples/LanguageModel.java}. Padding
 * does not count, and the gradients of three batches are accumulated.
 */
class LanguageModel extends Layer {
    private static final int TOKENS = 7;
    private static final int LENGTH = 6;
    private static final long PADDING = -100;

    private final Embedding embedding = child("embedding", new Embedding(TOKENS, 8));
    private final Linear head = child("head", new Linear(8, TOKENS));

    /** Tokens [N, T] to logits [N, T, C]. */
    @Override public Tensor forward(Tensor tokens) {
        return head.call(embedding.call(tokens));
    }

    Trainer trainer() {
        return Trainer.of(this)
                .phase(Phase.of(this, this::nextToken).optimizer(AdamW.of(5e-2)))
                .accumulate(3)
                .metrics(Metric.accuracy(PADDING).of("logits", "next"));
    }

    private WeightedLoss nextToken(Batch batch) {
        var logits = call(batch.get("tokens")).transpose(1, 2); // [N, T, C] to [N, C, T]
        var loss = Loss.crossEntropy().ignoreIndex(PADDING);
        return loss.weighted(logits, batch.get("next")).output("logits", logits);
    }

    static Dataset data() {
        return new Counting(60);
    }

    /** Sequences that count up from their first token. Sample i has i modulo 6 targets, so one sample in six has none. */
    record Counting(int size) implements Dataset {
        @Override public Batch gather(int... places) {
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
        }
    }

    public static void main(String[] arguments) {
        Generator.seeded(1).use();
        try (var net = new LanguageModel()) {
            var result = net.trainer().fit(data().shuffled(3).batches(8), data().batches(16), Epochs.of(40));
            System.out.printf("accuracy %.3f%n", result.last().metric("logits accuracy"));
        }
    }
}
