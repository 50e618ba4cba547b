package dev.vireo.formats.dl4j.internal;

import static java.util.Map.entry;

import dev.vireo.formats.dl4j.internal.layer.ElementwiseFunction;
import dev.vireo.nn.Identity;
import dev.vireo.nn.Layer;
import dev.vireo.nn.recurrent.Bidirectional;
import dev.vireo.nn.recurrent.LSTM;
import dev.vireo.nn.recurrent.PeepholeLSTM;
import dev.vireo.nn.recurrent.SimpleRNN;
import dev.vireo.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * Reads recurrent layers. The weights {@code [in, 4 H]} and {@code [H, 4 H]} are stored column-major, which equals
 * PyTorch's {@code [4 H, in]} and {@code [4 H, H]} row-major. The bias follows. DL4J orders the four blocks of H as g
 * (cell input), f, o, i.
 */
final class RecurrentReaders {
    private static final String PACKAGE = "org.deeplearning4j.nn.conf.layers.";
    /** The indices of PyTorch's blocks i, f, g, o among DL4J's blocks. */
    private static final int[] BLOCKS = {3, 1, 0, 2};
    /** The indices of the peepholes to i, f, o among DL4J's peepholes f, o, i. */
    private static final int[] PEEPHOLES = {2, 0, 1};

    /** A recurrent layer that has been read but not created yet. */
    private record Read(Supplier<Layer> module, Map<String, Tensor> state) {}

    /** Reads one kind of recurrent layer. */
    private interface Row {
        Read read(Settings layer, Coefficients coefficients);
    }

    private static final Map<String, Row> ROWS = Map.ofEntries(
            entry("LSTM", RecurrentReaders::lstm),
            entry("GravesLSTM", RecurrentReaders::gravesLstm),
            entry("recurrent.SimpleRnn", RecurrentReaders::simpleRnn),
            entry("recurrent.Bidirectional", RecurrentReaders::bidirectional));

    /** How a bidirectional layer combines the results of both directions. */
    private enum Mode {
        ADD(Tensor::add),
        MUL(Tensor::mul),
        AVERAGE((a, b) -> a.add(b).mul(0.5)),
        CONCAT((a, b) -> Tensor.concat(2, a, b));

        private final BinaryOperator<Tensor> joined;

        Mode(BinaryOperator<Tensor> joined) {
            this.joined = joined;
        }
    }

    private RecurrentReaders() {}

    static Map<String, LayerReader> table() {
        var table = new LinkedHashMap<String, LayerReader>();
        ROWS.keySet()
                .forEach(key -> table.put(key, LayerReader.of(RecurrentReaders::format, RecurrentReaders::sequence)));
        table.put("recurrent.LastTimeStep", LayerReader.of(RecurrentReaders::formatInside, RecurrentReaders::lastStep));
        return table;
    }

    private static DimensionOrder format(Settings layer) {
        var inner = layer.optional("fwd").orElse(layer);
        return Formats.sequences(inner, "rnnDataFormat");
    }

    private static DimensionOrder formatInside(Settings layer) {
        return format(layer.part("underlying"));
    }

    private static void sequence(Settings layer, NetworkBuilder net) {
        net.enterSequences(layer, format(layer), DimensionOrder.NTC);
        var read = read(layer, net.coefficients());
        net.add(layer, read.module().get(), read.state());
    }

    private static void lastStep(Settings layer, NetworkBuilder net) {
        LayerReaders.dropout(layer.part("underlying"), net);
        sequence(layer.part("underlying"), net);
        net.add(layer, "last", new ElementwiseFunction(x -> x.select(1, -1)));
        net.became(DimensionOrder.NC, DimensionOrder.NC);
    }

    private static Read read(Settings layer, Coefficients coefficients) {
        var row = ROWS.get(layer.type(PACKAGE));
        if (row == null) {
            throw layer.refused("is of a kind that is not supported inside another layer");
        }
        return row.read(layer, coefficients);
    }

    private static Read lstm(Settings layer, Coefficients coefficients) {
        boolean plain = Activations.kind(layer, Activations.KEY).equals("TanH")
                && Activations.kind(layer, Activations.GATE_KEY).equals("Sigmoid");
        return plain ? plainLstm(layer, coefficients) : steppedLstm(layer, coefficients, 0);
    }

    private static Read gravesLstm(Settings layer, Coefficients coefficients) {
        return steppedLstm(layer, coefficients, PEEPHOLES.length);
    }

    private static Read plainLstm(Settings layer, Coefficients coefficients) {
        var named = new LinkedHashMap<String, Tensor>();
        lstmState(layer, coefficients, 0)
                .forEach((key, value) -> named.put(key.equals("bias") ? "bias_ih_l0" : key + "_l0", value));
        named.put("bias_hh_l0", Tensor.zeros(BLOCKS.length * layer.size("nout"))); // DL4J has one bias
        return new Read(() -> new LSTM(layer.size("nin"), layer.size("nout")), named);
    }

    private static Read steppedLstm(Settings layer, Coefficients coefficients, int peepholes) {
        var activation = function(layer, Activations.KEY);
        var gate = function(layer, Activations.GATE_KEY);
        var state = lstmState(layer, coefficients, peepholes);
        return new Read(
                () -> new PeepholeLSTM(layer.size("nin"), layer.size("nout"), peepholes > 0, activation, gate), state);
    }

    /** DL4J appends the peepholes to the recurrent weight as further columns. */
    private static Map<String, Tensor> lstmState(Settings layer, Coefficients coefficients, int peepholes) {
        long in = layer.size("nin");
        long hidden = layer.size("nout");
        long gates = Math.multiplyExact(BLOCKS.length, hidden);
        var state = new LinkedHashMap<String, Tensor>();
        state.put("weight_ih", inOrder(coefficients.next(layer, gates, in), hidden, BLOCKS));
        var recurrent = coefficients.next(layer, gates + peepholes, hidden);
        state.put("weight_hh", inOrder(recurrent.slice(0, 0, gates), hidden, BLOCKS));
        state.put("bias", inOrder(coefficients.next(layer, gates), hidden, BLOCKS));
        if (peepholes > 0) {
            state.put("peephole", inOrder(recurrent.slice(0, gates, gates + peepholes), 1, PEEPHOLES));
        }
        return state;
    }

    private static Read simpleRnn(Settings layer, Coefficients coefficients) {
        if (layer.flag("hasLayerNorm", false)) {
            throw layer.refused("has layer normalization, which is not supported");
        }
        long in = layer.size("nin");
        long hidden = layer.size("nout");
        var activation = function(layer, Activations.KEY);
        var state = new LinkedHashMap<String, Tensor>();
        state.put("weight_ih", coefficients.next(layer, hidden, in));
        state.put("weight_hh", coefficients.next(layer, hidden, hidden));
        state.put("bias", coefficients.next(layer, hidden));
        return new Read(() -> new SimpleRNN(in, hidden, activation), state);
    }

    private static Read bidirectional(Settings layer, Coefficients coefficients) {
        var mode = layer.choice("mode", Mode.CONCAT);
        var forward = read(layer.part("fwd"), coefficients);
        var backward = read(layer.part("bwd"), coefficients);
        var state = new LinkedHashMap<String, Tensor>();
        forward.state().forEach((key, value) -> state.put("forward." + key, value));
        backward.state().forEach((key, value) -> state.put("backward." + key, value));
        return new Read(
                () -> new Bidirectional(
                        forward.module().get(), backward.module().get(), mode.joined),
                state);
    }

    private static Layer function(Settings layer, String key) {
        return Activations.function(layer, key).orElseGet(Identity::new);
    }

    /** Reorders blocks of {@code rows} rows. */
    private static Tensor inOrder(Tensor x, long rows, int[] order) {
        var parts = new Tensor[order.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = x.slice(0, order[i] * rows, (order[i] + 1) * rows);
        }
        return Tensor.concat(0, parts);
    }
}
