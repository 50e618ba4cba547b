package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.nn.Parameter;
import dev.vireo.nn.internal.LayerChecks;
import dev.vireo.tensor.Tensor;
import java.util.Arrays;

/**
 * PReLU: x where x > 0, else weight * x. The trainable weight has one element, or one per channel. {@code [N, C, ...]
 * -> [N, C, ...]} (He et al., 2015).
 */
public final class PReLU extends Layer {
    private final Parameter weight;
    private final long channels;

    /** Uses one weight for all channels, initially 0.25. */
    public PReLU() {
        this(1, 0.25);
    }

    /**
     * One weight for all, or one for each channel.
     *
     * @param channels 1, or the size of dimension 1
     * @param initial the initial value of the weight
     */
    public PReLU(long channels, double initial) {
        this.channels = LayerChecks.atLeast(1, "PReLU", "channels", channels);
        weight = parameter("weight", Tensor.of(filled(channels, initial), channels));
    }

    @Override
    public Tensor forward(Tensor x) {
        var slope = weight.value();
        if (channels > 1) {
            LayerChecks.channels("PReLU", x.shape(), channels);
            var sizes = new long[x.shape().rank() - 1]; // [C, 1, ...]
            Arrays.fill(sizes, 1);
            sizes[0] = channels;
            slope = slope.reshape(sizes);
        }
        return x.relu().sub(slope.mul(x.neg().relu()));
    }

    private static float[] filled(long count, double value) {
        var values = new float[Math.toIntExact(count)];
        Arrays.fill(values, (float) value);
        return values;
    }
}
