package dev.vireo.formats.onnx.internal.translation;

import static dev.vireo.formats.onnx.internal.translation.RearrangeTranslators.concat;
import static dev.vireo.formats.onnx.internal.translation.ViewTranslators.permuted;

import dev.vireo.formats.onnx.internal.NodeBuilder;
import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Recurrent;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Translates recurrent operations to one node per layer. ONNX expects time as the first dimension, one weight for both
 * directions, and another order of gates.
 */
final class RecurrentTranslators {
    /** The indices of ONNX's gates i, o, f, c among PyTorch's i, f, g, o. */
    private static final int[] LSTM = {0, 3, 1, 2};
    /** The indices of ONNX's gates z, r, h among PyTorch's r, z, n. */
    private static final int[] GRU = {1, 0, 2};

    private static final int[] RNN = {0};

    private RecurrentTranslators() {}

    static OpTable<Translator<?>> table() {
        return new TranslatorTable("recurrent")
                .row(Recurrent.Lstm.class, (op, call) -> new Stack(op, call, "LSTM", LSTM, 2).run(node -> node))
                .row(
                        Recurrent.Gru.class,
                        (op, call) ->
                                new Stack(op, call, "GRU", GRU, 1).run(node -> node.with("linear_before_reset", true)))
                .row(
                        Recurrent.Rnn.class,
                        (op, call) -> new Stack(op, call, "RNN", RNN, 1)
                                .run(node -> node.with("activations", activations(op))))
                .build();
    }

    /** Returns one activation per direction. */
    private static List<String> activations(Recurrent.Rnn op) {
        return Collections.nCopies(op.bidirectional() ? 2 : 1, op.relu() ? "Relu" : "Tanh");
    }

    /** The layers of one recurrent operation. */
    private record Stack(Recurrent op, Call call, String type, int[] gates, int states) {
        Value[] run(UnaryOperator<NodeBuilder> attributes) {
            var graph = call.graph();
            var y = permuted(graph, call.in(0), 1, 0, 2); // [T, N, I]
            var last = new Value[states][op.layers()];
            for (int layer = 0; layer < op.layers(); layer++) {
                var node = graph.node(type, inputs(layer, y))
                        .with("hidden_size", hidden())
                        .with("direction", op.bidirectional() ? "bidirectional" : "forward");
                var results = attributes.apply(node).values(1 + states);
                var besideBatch = permuted(graph, results[0], 0, 2, 1, 3); // [T, N, directions, H]
                y = graph.op("Reshape", besideBatch, graph.longs(0, 0, -1));
                for (int state = 0; state < states; state++) {
                    last[state][layer] = results[1 + state];
                }
            }
            var all = new Value[1 + states];
            all[0] = permuted(graph, y, 1, 0, 2);
            for (int state = 0; state < states; state++) {
                all[1 + state] = concat(graph, 0, last[state]);
            }
            return all;
        }

        private Value[] inputs(int layer, Value x) {
            var inputs = new Value[5 + states];
            inputs[0] = x;
            inputs[1] = both(layer, 0);
            inputs[2] = both(layer, 1);
            inputs[3] = op.biases() ? biases(layer) : Value.ABSENT;
            inputs[4] = Value.ABSENT; // no sequence lengths: all are full
            for (int state = 0; state < states; state++) {
                int from = layer * directions();
                inputs[5 + state] =
                        ViewTranslators.sliced(call.graph(), call.in(1 + state), 0, from, from + directions());
            }
            return inputs;
        }

        /** Returns the n-th parameter of all directions, {@code [directions, ...]}. */
        private Value both(int layer, int parameter) {
            return stacked(direction -> ordered(layer, direction, parameter));
        }

        /** Returns both biases concatenated, {@code [directions, 2 gates H]}. */
        private Value biases(int layer) {
            return stacked(
                    direction -> concat(call.graph(), 0, ordered(layer, direction, 2), ordered(layer, direction, 3)));
        }

        private Value stacked(IntFunction<Value> ofDirection) {
            var graph = call.graph();
            var parts = new Value[directions()];
            for (int direction = 0; direction < parts.length; direction++) {
                parts[direction] = graph.op("Unsqueeze", ofDirection.apply(direction), graph.longs(0));
            }
            return concat(graph, 0, parts);
        }

        /** Returns a parameter with its gates in ONNX's order. */
        private Value ordered(int layer, int direction, int parameter) {
            int perCell = op.biases() ? 4 : 2;
            int cell = layer * directions() + direction;
            var value = call.in(1 + states + cell * perCell + parameter);
            return gates.length == 1
                    ? value
                    : call.graph().op("Gather", value, call.graph().longs(rows()));
        }

        private long[] rows() {
            int hidden = hidden();
            var rows = new long[gates.length * hidden];
            Arrays.setAll(rows, i -> (long) gates[i / hidden] * hidden + i % hidden);
            return rows;
        }

        private int hidden() {
            return (int) call.fixed(1, 2);
        }

        private int directions() {
            return op.bidirectional() ? 2 : 1;
        }
    }
}
