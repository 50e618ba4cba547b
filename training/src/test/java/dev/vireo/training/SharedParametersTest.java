package dev.vireo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.formats.safetensors.Safetensors;
import dev.vireo.nn.Embedding;
import dev.vireo.nn.Layer;
import dev.vireo.nn.Linear;
import dev.vireo.nn.loss.Losses;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.training.optimizer.AdamW;
import dev.vireo.training.optimizer.Optimizer;
import dev.vireo.training.optimizer.SGD;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains, saves, loads and moves a language model whose output layer shares the embedding's weight. */
class SharedParametersTest {
    private static final int VOCABULARY = 5;

    /** Maps token ids {@code [N]} to logits {@code [N, 5]} of the next token. */
    private static final class Bigrams extends Layer {
        private final Embedding embedding = child("embedding", new Embedding(VOCABULARY, 4));
        private final Linear mixing = child("mixing", new Linear(4, 4));
        private final Linear head = child("head", new Linear(4, VOCABULARY, false));

        Bigrams() {
            head.parameter("weight").tie(embedding.parameter("weight"));
        }

        @Override
        public Tensor forward(Tensor tokens) {
            return head.call(mixing.call(embedding.call(tokens)).tanh());
        }
    }

    @Test
    void isTrainedSavedMovedAndClosedAsOneParameter(@TempDir Path folder) {
        wholeLife(folder);
        long before = Memory.of(Device.CPU).tensors();
        wholeLife(folder);
        assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(before);
    }

    private static void wholeLife(Path folder) {
        try (var net = new Bigrams();
                var optimizer = AdamW.of(0.1).over(net.parameters())) {
            assertThat(optimizer.parameters()).hasSize(3);
            double first = train(net, optimizer);
            double last = first;
            for (int i = 0; i < 60; i++) {
                last = train(net, optimizer);
            }
            assertThat(last).isLessThan(first / 4);

            Safetensors.write(folder.resolve("model"), net.stateDict());
            try (var loaded = new Bigrams();
                    var assigned = new Bigrams();
                    var scope = TensorScope.open()) {
                loaded.loadStateDict(Safetensors.read(folder.resolve("model")));
                assigned.to(Device.META, DType.FLOAT32);
                assigned.assignStateDict(Safetensors.read(folder.resolve("model")));
                assertThat(loaded.parameters()).hasSize(3);
                assertThat(assigned.parameters()).hasSize(3);
                assertThat(logits(loaded)).containsExactly(logits(net));
                assertThat(logits(assigned)).containsExactly(logits(net));
            }

            try (var scope = TensorScope.open()) {
                var expected = logits(net);
                net.to(Device.CPU, DType.FLOAT64);
                assertThat(net.parameters()).hasSize(3);
                assertThat(logits(net)).containsExactly(expected, within(1e-5));
                net.to(Engines.named("reference"));
                assertThat(net.parameters()).hasSize(3);
                assertThat(net.stateDict().get("head.weight"))
                        .isSameAs(net.stateDict().get("embedding.weight"));
                assertThat(logits(net)).containsExactly(expected, within(1e-5));
            }
            try (var again = AdamW.of(0.1).over(net.parameters())) {
                assertThat(train(net, again)).isLessThan(first);
                assertThat(train(net, again)).isLessThan(first);
            }
        }
    }

    @Test
    void aStepUsesTheSumOfTheGradientsOfAllUses() {
        try (var net = new Bigrams();
                var optimizer = SGD.of(1).over(net.parameters());
                var scope = TensorScope.open()) {
            var weight = net.parameter("head.weight").stored();
            var start = weight.detach().copy();
            var loss = loss(net);
            loss.backward();
            var gradient = weight.grad().orElseThrow().copy();
            optimizer.step();
            assertThat(weight.toFloatArray())
                    .containsExactly(start.sub(gradient).toFloatArray(), within(1e-6f));
        }
    }

    private static double train(Bigrams net, Optimizer optimizer) {
        try (var scope = TensorScope.open()) {
            var loss = loss(net);
            loss.backward();
            optimizer.step();
            return loss.item();
        }
    }

    private static Tensor loss(Bigrams net) {
        var engine = net.parameters().get(0).engine();
        var tokens = Tensor.of(0L, 1, 2, 3, 4).to(engine);
        var next = Tensor.of(1L, 2, 3, 4, 0).to(engine);
        return Losses.crossEntropy(net.call(tokens), next);
    }

    private static double[] logits(Bigrams net) {
        var engine = net.parameters().get(0).engine();
        return net.call(Tensor.of(0L, 1, 2, 3, 4).to(engine)).toDoubleArray();
    }
}
