package dev.vireo.formats.dl4j.internal;

import dev.vireo.formats.dl4j.internal.layer.Permute;
import dev.vireo.nn.Flatten;
import dev.vireo.nn.Layer;
import dev.vireo.nn.Sequential;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network as it is put together, layer by layer. It knows how activations are laid out at the place that is reached:
 * in DL4J's network, and in ours, which brings them into another order where a layer needs that, and back at the end.
 */
final class Assembly implements AutoCloseable {
    private final Coefficients coefficients;
    private final Map<String, Layer> parts = new LinkedHashMap<>();
    private Layout declared;
    private Layout actual;
    /** Whether DL4J has the sequences of {@code [N, T, C]} here as rows {@code [T N, C]}. */
    private boolean rows;

    Assembly(Layout input, Coefficients coefficients) {
        this.declared = input;
        this.actual = input;
        this.coefficients = coefficients;
    }

    Coefficients coefficients() {
        return coefficients;
    }

    /** The layout of DL4J's activations. */
    Layout declared() {
        return declared;
    }

    /** Whether each row is to be seen on its own, as dense layers do: a sample's features, or those of a step. */
    boolean isFeatures() {
        return declared == Layout.NC || rows;
    }

    /** Has the activations, images, come as {@code [N, C, H, W]} from now on. */
    void enterImages(Settings layer, Layout format) {
        require(layer, declared.isImage(), "images " + format.shown());
        reinterpret(layer, format);
        arrange(layer, Layout.NCHW);
    }

    /** Has the activations, sequences of this format, come in an order of ours from now on. */
    void enterSequences(Settings layer, Layout format, Layout order) {
        require(layer, declared.isSequence() && !rows, "sequences " + format.shown());
        reinterpret(layer, format);
        arrange(layer, order);
    }

    /** Has the activations come as {@code [..., C]} from now on. */
    void enterFeatures(Settings layer) {
        require(layer, isFeatures(), "vectors [N, C]");
        arrange(layer, actual.channelsLast());
    }

    /** Has the activations come as {@code [N, C, ...]} from now on. */
    void enterChannels(Settings layer) {
        arrange(layer, actual.channelsFirst());
    }

    /** Has the activations come as DL4J has them from now on, but for rows. */
    void enterDeclared(Settings layer) {
        arrange(layer, declared);
    }

    /** The last part has made something else of the activations. */
    void became(Layout layoutDeclared, Layout layoutActual) {
        declared = layoutDeclared;
        actual = layoutActual;
    }

    /** From here on DL4J has sequences as rows; or no longer. */
    void rows(boolean on) {
        rows = on;
    }

    boolean isRows() {
        return rows;
    }

    /** Which dimension of ours holds features or channels. */
    int channelDim() {
        return actual.name().indexOf('C');
    }

    void add(Settings layer, String suffix, Layer part) {
        var stem = name(layer, suffix);
        var name = stem;
        for (int i = 2; parts.containsKey(name); i++) {
            name = stem + "_" + i;
        }
        parts.put(name, part);
    }

    /** Adds a layer with the file's values in its parameters and buffers. */
    void add(Settings layer, Layer part, Map<String, Tensor> state) {
        add(layer, "", part, state);
    }

    void add(Settings layer, String suffix, Layer part, Map<String, Tensor> state) {
        add(layer, suffix, part);
        part.to(Device.CPU, coefficients.dtype()).loadStateDict(state);
    }

    int size() {
        return parts.size();
    }

    /** Freezes all parts from a place on. */
    void freezeFrom(int first) {
        parts.values().stream().skip(first).forEach(Layer::freeze);
    }

    /** Takes out what has been added under this suffix, if anything. */
    void remove(Settings layer, String suffix) {
        var part = parts.remove(name(layer, suffix));
        if (part != null) {
            part.close();
        }
    }

    /** The whole network; it belongs to the caller. */
    Sequential network(Settings last) {
        if (rows) {
            arrange(last, Layout.NTC);
            add(last, "rows", new Permute(1, 0, 2));
            add(last, "rows", new Flatten(0, 1));
        } else {
            arrange(last, declared);
        }
        var network = new Sequential(parts);
        parts.clear();
        return network;
    }

    /** Frees the layers that never became a network. */
    @Override
    public void close() {
        parts.values().forEach(Layer::close);
    }

    private static String name(Settings layer, String suffix) {
        return layer.name() + (suffix.isEmpty() ? "" : "_" + suffix);
    }

    /** A layer takes DL4J's activations for what its own format says, whatever the layer before has called them. */
    private void reinterpret(Settings layer, Layout format) {
        if (declared != format) {
            arrange(layer, declared);
            became(format, format);
        }
    }

    private void arrange(Settings layer, Layout wanted) {
        if (actual != wanted) {
            add(layer, "order", new Permute(actual.permutationTo(wanted)));
            actual = wanted;
        }
    }

    private void require(Settings layer, boolean holds, String taken) {
        if (!holds) {
            throw layer.refused("takes " + taken + "; before it there are "
                    + (rows ? "rows of time steps" : declared.shown()) + ", and no preprocessor is between");
        }
    }
}
