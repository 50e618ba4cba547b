package dev.vireo.formats.dl4j.internal;

import static java.util.Map.entry;

import dev.vireo.formats.dl4j.internal.layer.LocalResponseNorm;
import dev.vireo.nn.Layer;
import dev.vireo.nn.normalization.BatchNorm1d;
import dev.vireo.nn.normalization.BatchNorm2d;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads normalizations. The file stores gamma and beta of a batch norm, if they are trained, then the running mean and
 * the running variance.
 */
final class NormalizationReaders {
    private NormalizationReaders() {}

    static Map<String, LayerReader> table() {
        return Map.ofEntries(
                entry("BatchNormalization", LayerReader.ofAny(NormalizationReaders::batchNorm)),
                entry(
                        "LocalResponseNormalization",
                        LayerReader.of(
                                each -> Formats.images(each, "dataFormat"), NormalizationReaders::localResponse)));
    }

    private static void batchNorm(Settings layer, NetworkBuilder net) {
        if (net.declared().isSequence() && !net.isFeatures()) {
            throw layer.refused("follows sequences, for which DL4J's result depends on the size of the batch");
        }
        if (net.declared().isImage()) {
            net.enterImages(layer, Formats.images(layer, "cnn2DFormat"));
        } else {
            net.enterChannels(layer);
        }
        long channels = layer.size("nout");
        boolean locked = layer.flag("lockGammaBeta", false);
        var state = locked ? new LinkedHashMap<String, Tensor>() : trained(layer, net, channels);
        state.put("running_mean", net.coefficients().next(layer, channels));
        state.put("running_var", variance(layer, net.coefficients().next(layer, channels)));
        state.put("num_batches_tracked", Tensor.scalar(0, DType.INT64));
        if (locked) {
            state.put("weight", filled(channels, locked(layer, "gamma", 1)));
            state.put("bias", filled(channels, locked(layer, "beta", 0)));
        }
        int first = net.size();
        net.add(layer, module(layer, net, channels), state);
        if (locked) {
            net.freezeParametersFrom(first);
        }
    }

    private static Map<String, Tensor> trained(Settings layer, NetworkBuilder net, long channels) {
        var state = new LinkedHashMap<String, Tensor>();
        state.put("weight", net.coefficients().next(layer, channels));
        state.put("bias", net.coefficients().next(layer, channels));
        return state;
    }

    private static Layer module(Settings layer, NetworkBuilder net, long channels) {
        double eps = layer.number("eps", 1e-5);
        double momentum = 1 - layer.number("decay", 0.9);
        return net.declared().isImage()
                ? new BatchNorm2d(channels, eps, momentum)
                : new BatchNorm1d(channels, eps, momentum);
    }

    /** Files store the base-10 logarithm of the standard deviation; older ones store the variance. */
    private static Tensor variance(Settings layer, Tensor stored) {
        return layer.flag("useLogStd", false) ? stored.mul(2 * Math.log(10)).exp() : stored;
    }

    /** Reads a locked gamma or beta. DL4J applies them only if gamma is not 1 and beta is not 0. */
    private static double locked(Settings layer, String key, double neutral) {
        double gamma = layer.number("gamma", 1);
        double beta = layer.number("beta", 0);
        return gamma != 1 && beta != 0 ? layer.number(key, neutral) : neutral;
    }

    private static Tensor filled(long channels, double value) {
        return Tensor.ones(channels).mul(value);
    }

    private static void localResponse(Settings layer, NetworkBuilder net) {
        net.enterImages(layer, Formats.images(layer, "dataFormat"));
        net.add(
                layer,
                "",
                new LocalResponseNorm(
                        (int) layer.number("n", 5) / 2,
                        layer.number("k", 2),
                        layer.number("alpha", 1e-4),
                        layer.number("beta", 0.75)));
    }
}
