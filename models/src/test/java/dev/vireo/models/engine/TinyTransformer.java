package dev.vireo.models.engine;

import static dev.vireo.nn.loss.Losses.crossEntropy;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A transformer of two causal layers that learns to continue arithmetic sequences modulo the vocabulary size. It uses
 * only tensor operations, and is trained by SGD.
 */
final class TinyTransformer {
    private static final int LAYERS = 2;
    private static final int TOKENS = 11;
    private static final int WIDTH = 32;
    private static final int HEADS = 4;
    private static final int LENGTH = 12;
    private static final int BATCH = 8;
    private static final double LEARNING_RATE = 0.1;
    private static final double EPS = 1e-5;

    private final SplittableRandom random = new SplittableRandom(7);
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Tensor mask = mask();

    TinyTransformer() {
        weight("tokens", TOKENS, WIDTH);
        weight("places", LENGTH, WIDTH);
        for (int i = 0; i < LAYERS; i++) {
            weight(i + "qkv", 3 * WIDTH, WIDTH);
            weight(i + "out", WIDTH, WIDTH);
            weight(i + "up", 4 * WIDTH, WIDTH);
            weight(i + "down", WIDTH, 4 * WIDTH);
        }
        weight("head", TOKENS, WIDTH);
    }

    Map<String, Tensor> parameters() {
        return parameters;
    }

    /** Trains one step on a new batch, and returns the loss before the step. */
    double step(int number) {
        try (var scope = TensorScope.open()) {
            var tokens = batch(number); // [B, T + 1]
            var logits = forward(tokens.slice(1, 0, LENGTH)); // [B, T, V]
            var loss = crossEntropy(
                    logits.reshape(BATCH * LENGTH, TOKENS),
                    tokens.slice(1, 1, LENGTH + 1).reshape(BATCH * LENGTH));
            loss.backward();
            try (var off = Autograd.noGrad()) {
                parameters.values().forEach(each -> {
                    each.assignAdd(each.grad().orElseThrow(), -LEARNING_RATE);
                    each.clearGrad();
                });
            }
            return loss.item();
        }
    }

    private Tensor forward(Tensor tokens) {
        var x = weight("tokens").embedding(tokens, -1).add(weight("places")); // [B, T, D]
        for (int i = 0; i < LAYERS; i++) {
            x = x.add(attention(i, x.layerNorm(EPS, ones(), zeros())));
            var inner =
                    x.layerNorm(EPS, ones(), zeros()).linear(weight(i + "up")).gelu(); // [B, T, 4 D]
            x = x.add(inner.linear(weight(i + "down")));
        }
        return x.layerNorm(EPS, ones(), zeros()).linear(weight("head"));
    }

    private Tensor attention(int layer, Tensor x) {
        var qkv = x.linear(weight(layer + "qkv")).reshape(BATCH, LENGTH, 3, HEADS, WIDTH / HEADS);
        var heads = qkv.permute(2, 0, 3, 1, 4); // [3, B, H, T, D / H]
        var scores = heads.select(0, 0)
                .matmul(heads.select(0, 1).transpose(-2, -1))
                .div(Math.sqrt((double) WIDTH / HEADS))
                .add(mask); // [B, H, T, T]
        var seen = scores.softmax(-1).matmul(heads.select(0, 2)); // [B, H, T, D / H]
        return seen.transpose(1, 2).reshape(BATCH, LENGTH, WIDTH).linear(weight(layer + "out"));
    }

    /** Sequences that begin anywhere; each row counts up by its own increment. */
    private static Tensor batch(int number) {
        var tokens = new long[BATCH * (LENGTH + 1)];
        for (int i = 0; i < tokens.length; i++) {
            int row = i / (LENGTH + 1);
            tokens[i] = (number + 3L * row + (row % 3 + 1L) * (i % (LENGTH + 1))) % TOKENS;
        }
        return Tensor.of(tokens, BATCH, LENGTH + 1);
    }

    private static Tensor mask() {
        var values = new float[LENGTH * LENGTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % LENGTH > i / LENGTH ? Float.NEGATIVE_INFINITY : 0;
        }
        return Tensor.of(values, LENGTH, LENGTH);
    }

    private static Tensor ones() {
        return Tensor.ones(WIDTH);
    }

    private static Tensor zeros() {
        return Tensor.zeros(WIDTH);
    }

    private Tensor weight(String name) {
        return parameters.get(name);
    }

    private void weight(String name, int rows, int columns) {
        var values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) / Math.sqrt(columns));
        }
        parameters.put(name, Tensor.of(values, rows, columns).requiresGrad(true));
    }
}
