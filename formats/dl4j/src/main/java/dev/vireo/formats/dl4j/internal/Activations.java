package dev.vireo.formats.dl4j.internal;

import static java.util.Map.entry;

import dev.vireo.formats.dl4j.internal.layer.ElementwiseFunction;
import dev.vireo.nn.Layer;
import dev.vireo.nn.activation.ELU;
import dev.vireo.nn.activation.Hardtanh;
import dev.vireo.nn.activation.LeakyReLU;
import dev.vireo.nn.activation.Mish;
import dev.vireo.nn.activation.ReLU;
import dev.vireo.nn.activation.ReLU6;
import dev.vireo.nn.activation.SELU;
import dev.vireo.nn.activation.SiLU;
import dev.vireo.nn.activation.Sigmoid;
import dev.vireo.nn.activation.Softmax;
import dev.vireo.nn.activation.Softplus;
import dev.vireo.nn.activation.Softsign;
import dev.vireo.nn.activation.Tanh;
import dev.vireo.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/** Reads activation functions, by the names of DL4J's classes. */
final class Activations {
    private static final String PACKAGE = "org.nd4j.linalg.activations.impl.Activation";
    /** The suffix in the names of activation layers. */
    static final String SUFFIX = "activation";

    static final String KEY = "activationFn";
    static final String GATE_KEY = "gateActivationFn";
    private static final String SOFTMAX = "Softmax";
    private static final String IDENTITY = "Identity";

    /** Creates a layer from the settings of an activation function. */
    private interface Row {
        Layer layer(Settings function);
    }

    private static final Map<String, Row> ROWS = Map.ofEntries(
            entry("Cube", function -> new ElementwiseFunction(x -> x.square().mul(x))),
            entry("ELU", function -> new ELU(function.number("alpha", 1))),
            entry("GELU", Activations::gelu),
            entry(
                    "HardSigmoid",
                    function -> new ElementwiseFunction(x -> x.mul(0.2).add(0.5).clamp(0, 1))),
            entry("HardTanH", function -> new Hardtanh()),
            entry("LReLU", function -> new LeakyReLU(function.number("alpha", 0.01))),
            entry("Mish", function -> new Mish()),
            entry("RationalTanh", function -> new ElementwiseFunction(Activations::rationalTanh)),
            entry("ReLU", Activations::relu),
            entry("ReLU6", function -> new ReLU6()),
            entry(
                    "RectifiedTanh",
                    function -> new ElementwiseFunction(x -> x.tanh().relu())),
            entry("SELU", function -> new SELU()),
            entry("Sigmoid", function -> new Sigmoid()),
            entry("SoftPlus", function -> new Softplus()),
            entry("SoftSign", function -> new Softsign()),
            entry("Swish", function -> new SiLU()),
            entry("TanH", function -> new Tanh()),
            entry("ThresholdedReLU", Activations::thresholded));

    private Activations() {}

    /** Adds the layer's activation. Softmax acts on the last dimension of DL4J's array. */
    static void read(Settings layer, NetworkBuilder net) {
        if (kind(layer, KEY).equals(SOFTMAX) && !net.isFeatures()) {
            net.enterDeclared(layer);
            net.add(layer, SUFFIX, new Softmax(-1));
            return;
        }
        readOverChannels(layer, net);
    }

    /** Adds the layer's activation. Softmax acts on the channels. */
    static void readOverChannels(Settings layer, NetworkBuilder net) {
        if (kind(layer, KEY).equals(SOFTMAX)) {
            net.add(layer, SUFFIX, new Softmax(net.channelDim()));
            return;
        }
        function(layer, KEY).ifPresent(function -> net.add(layer, SUFFIX, function));
    }

    /** Reads an elementwise function; empty for the identity. */
    static Optional<Layer> function(Settings layer, String key) {
        var function = layer.part(key);
        var kind = function.type(PACKAGE);
        if (kind.equals(IDENTITY)) {
            return Optional.empty();
        }
        var row = ROWS.get(kind);
        if (row == null) {
            throw layer.refused("has the activation " + kind + ", which is not supported");
        }
        return Optional.of(row.layer(function));
    }

    static String kind(Settings layer, String key) {
        return layer.part(key).type(PACKAGE);
    }

    /**
     * GELU. DL4J approximates it by a sigmoid or, if {@code precise}, by tanh. ND4J cubes the coefficient 0.044715 too,
     * so this layer does the same.
     */
    private static Layer gelu(Settings function) {
        if (!function.flag("precise", false)) {
            return new ElementwiseFunction(x -> x.mul(x.mul(1.702).sigmoid()));
        }
        double scale = Math.sqrt(2 / Math.PI);
        double cubic = Math.pow(0.044715, 3);
        return new ElementwiseFunction(x -> x.square()
                .mul(x)
                .mul(cubic)
                .add(x)
                .mul(scale)
                .tanh()
                .add(1)
                .mul(x)
                .mul(0.5));
    }

    /** 1.7159 tanh(2 x / 3), with tanh approximated by a rational function. */
    private static Tensor rationalTanh(Tensor x) {
        var y = x.mul(2.0 / 3);
        var a = y.abs();
        var square = y.square();
        var polynomial = a.add(square).add(square.square().mul(1.41645)).add(1);
        return y.sign().mul(polynomial.reciprocal().neg().add(1)).mul(1.7159);
    }

    /** Returns {@code min(x, max)} for {@code x >= threshold}, else {@code negativeSlope * (x - threshold)}. */
    private static Layer relu(Settings function) {
        double threshold = function.number("threshold", 0);
        double slope = function.number("negativeSlope", 0);
        double most = function.number("max", Double.POSITIVE_INFINITY);
        if (threshold == 0 && slope == 0 && most == Double.POSITIVE_INFINITY) {
            return new ReLU();
        }
        return new ElementwiseFunction(x -> {
            var y = Tensor.where(x.ge(threshold), x, x.sub(threshold).mul(slope));
            return most == Double.POSITIVE_INFINITY ? y : y.minimum(most);
        });
    }

    private static Layer thresholded(Settings function) {
        double theta = function.number("theta", 1);
        return new ElementwiseFunction(x -> Tensor.where(x.gt(theta), x, x.mul(0.0)));
    }
}
