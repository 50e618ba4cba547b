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
 * Builds a network layer by layer. It tracks the dimension order of the activations after the last layer added, both
 * the one that DL4J declares and the one that Vireo's network actually has. It inserts a permutation where a layer
 * needs another order, and restores DL4J's order at the end.
 */
final class NetworkBuilder implements AutoCloseable {
    private final Coefficients coefficients;
    private final Map<String, Layer> parts = new LinkedHashMap<>();
    private DimensionOrder declared;
    private DimensionOrder actual;
    /** Whether DL4J represents the sequences {@code [N, T, C]} as rows {@code [T N, C]} at this point. */
    private boolean rows;

    NetworkBuilder(DimensionOrder input, Coefficients coefficients) {
        this.declared = input;
        this.actual = input;
        this.coefficients = coefficients;
    }

    Coefficients coefficients() {
        return coefficients;
    }

    /** The dimension order that DL4J declares for the activations. */
    DimensionOrder declared() {
        return declared;
    }

    /** Whether the activations are feature vectors, one per sample or per time step, as dense layers expect. */
    boolean isFeatures() {
        return declared == DimensionOrder.NC || rows;
    }

    /** Permutes image activations to {@code [N, C, H, W]}. */
    void enterImages(Settings layer, DimensionOrder format) {
        require(layer, declared.isImage(), "images " + format.shown());
        reinterpret(layer, format);
        arrange(layer, DimensionOrder.NCHW);
    }

    /** Permutes sequence activations, which the layer reads as {@code format}, to {@code order}. */
    void enterSequences(Settings layer, DimensionOrder format, DimensionOrder order) {
        require(layer, declared.isSequence() && !rows, "sequences " + format.shown());
        reinterpret(layer, format);
        arrange(layer, order);
    }

    /** Permutes the activations to {@code [..., C]}. */
    void enterFeatures(Settings layer) {
        require(layer, isFeatures(), "vectors [N, C]");
        arrange(layer, actual.channelsLast());
    }

    /** Permutes the activations to {@code [N, C, ...]}. */
    void enterChannels(Settings layer) {
        arrange(layer, actual.channelsFirst());
    }

    /** Permutes the activations to DL4J's dimension order. Rows of time steps stay sequences. */
    void enterDeclared(Settings layer) {
        arrange(layer, declared);
    }

    /** Records the dimension orders of the activations after a part that changed them. */
    void became(DimensionOrder newDeclared, DimensionOrder newActual) {
        declared = newDeclared;
        actual = newActual;
    }

    /** Sets whether DL4J represents sequences as rows from this point on. */
    void rows(boolean on) {
        rows = on;
    }

    boolean isRows() {
        return rows;
    }

    /** The dimension that holds features or channels in the actual order. */
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

    /** Adds a layer and loads the file's values into its parameters and buffers. */
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

    /** Freezes all parts from index {@code first} on. */
    void freezeFrom(int first) {
        parts.values().stream().skip(first).forEach(Layer::freeze);
    }

    /** Freezes the parameters of all parts from a place on, whose statistics still follow the batches. */
    void freezeParametersFrom(int first) {
        parts.values().stream().skip(first).forEach(Layer::freezeParameters);
    }

    /** Removes and closes the part with this suffix, if there is one. */
    void remove(Settings layer, String suffix) {
        var part = parts.remove(name(layer, suffix));
        if (part != null) {
            part.close();
        }
    }

    /** Returns the finished network; the caller closes it. */
    Sequential network(Settings last) {
        if (rows) {
            arrange(last, DimensionOrder.NTC);
            add(last, "rows", new Permute(1, 0, 2));
            add(last, "rows", new Flatten(0, 1));
        } else {
            arrange(last, declared);
        }
        var network = new Sequential(parts);
        parts.clear();
        return network;
    }

    /** Closes the layers that did not become part of a network. */
    @Override
    public void close() {
        parts.values().forEach(Layer::close);
    }

    private static String name(Settings layer, String suffix) {
        return layer.name() + (suffix.isEmpty() ? "" : "_" + suffix);
    }

    /**
     * Relabels the activations with the layer's own format, because DL4J's layers ignore the format of the layer
     * before.
     */
    private void reinterpret(Settings layer, DimensionOrder format) {
        if (declared != format) {
            arrange(layer, declared);
            became(format, format);
        }
    }

    private void arrange(Settings layer, DimensionOrder wanted) {
        if (actual != wanted) {
            add(layer, "order", new Permute(actual.permutationTo(wanted)));
            actual = wanted;
        }
    }

    private void require(Settings layer, boolean holds, String taken) {
        if (!holds) {
            throw layer.refused("expects " + taken + "; before it there are "
                    + (rows ? "rows of time steps" : declared.shown()) + ", without a preprocessor between them");
        }
    }
}
