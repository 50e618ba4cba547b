package dev.vireo.nn.recurrent;

import dev.vireo.nn.Parameter;
import dev.vireo.nn.init.Initializers;
import dev.vireo.nn.internal.LayerChecks;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorGroup;
import dev.vireo.tensor.op.Recurrent;
import java.util.ArrayList;
import java.util.List;

/**
 * A stack of recurrent layers that runs as one operation. Parameters have PyTorch's names and initial values:
 * weight_ih_l0 {@code [gates * H, I]}, weight_hh_l0 {@code [gates * H, H]}, bias_ih_l0 and bias_hh_l0 {@code [gates *
 * H]}, uniform in +-1 / sqrt(H); {@code _l1} for the second layer, {@code _reverse} for the other direction.
 */
abstract class FusedRecurrence<S extends TensorGroup> extends Recurrence<S> {
    private final long hidden;
    private final RecurrentOptions options;
    /** The inputs of the operation for each layer: the two weights and the two biases of each direction. */
    private final List<List<Parameter>> weights = new ArrayList<>();

    FusedRecurrence(String layer, int gates, long in, long hidden, RecurrentOptions options) {
        super(layer, in, hidden);
        LayerChecks.atLeast(1, layer, "layers", options.layers());
        LayerChecks.share(layer, "dropout", options.dropout());
        this.hidden = hidden;
        this.options = options;
        for (int i = 0; i < options.layers(); i++) {
            weights.add(weights(i, i == 0 ? in : hidden * options.directions(), gates * hidden));
        }
    }

    private List<Parameter> weights(int layer, long in, long rows) {
        var all = new ArrayList<Parameter>();
        for (int direction = 0; direction < options.directions(); direction++) {
            var suffix = "_l" + layer + (direction == 0 ? "" : "_reverse");
            all.add(weight("weight_ih" + suffix, Shape.of(rows, in)));
            all.add(weight("weight_hh" + suffix, Shape.of(rows, hidden)));
            if (options.bias()) {
                all.add(weight("bias_ih" + suffix, Shape.of(rows)));
                all.add(weight("bias_hh" + suffix, Shape.of(rows)));
            }
        }
        return all;
    }

    private Parameter weight(String name, Shape shape) {
        return parameter(name, Initializers.fanIn(shape, hidden));
    }

    /** Returns the operation for this number of layers. */
    abstract Recurrent operation(int layers, boolean biases, boolean bidirectional);

    /** Zeros {@code [layers * directions, N, H]}. */
    final Tensor zeros(Tensor x) {
        return zeros(x, (long) options.layers() * options.directions(), hidden);
    }

    /**
     * Returns the hidden states {@code [N, T, directions * H]}, followed by the final states, in the form of the
     * initial ones.
     */
    final Tensor[] compute(Tensor x, Tensor... states) {
        boolean drops = isTraining() && options.dropout() > 0 && options.layers() > 1;
        return drops ? computeWithDropout(x, states) : compute(0, options.layers(), x, states);
    }

    private Tensor[] compute(int first, int layers, Tensor x, Tensor[] states) {
        var inputs = new ArrayList<Tensor>();
        inputs.add(x);
        inputs.addAll(List.of(states));
        for (var layer : weights.subList(first, first + layers)) {
            layer.forEach(weight -> inputs.add(weight.value()));
        }
        var operation = operation(layers, options.bias(), options.isBidirectional());
        return Engines.run(operation, inputs.toArray(Tensor[]::new));
    }

    /** Runs layer by layer, because the operation does not include dropout. */
    private Tensor[] computeWithDropout(Tensor x, Tensor[] states) {
        var sequence = x;
        var last = new Tensor[states.length][options.layers()];
        for (int i = 0; i < options.layers(); i++) {
            var results = compute(i, 1, i == 0 ? sequence : sequence.dropout(options.dropout()), ofLayer(i, states));
            sequence = results[0];
            for (int s = 0; s < states.length; s++) {
                last[s][i] = results[s + 1];
            }
        }
        var all = new Tensor[states.length + 1];
        all[0] = sequence;
        for (int s = 0; s < states.length; s++) {
            all[s + 1] = Tensor.concat(0, last[s]);
        }
        return all;
    }

    private Tensor[] ofLayer(int layer, Tensor[] states) {
        long from = (long) layer * options.directions();
        var parts = new Tensor[states.length];
        for (int s = 0; s < parts.length; s++) {
            parts[s] = states[s].slice(0, from, from + options.directions());
        }
        return parts;
    }
}
