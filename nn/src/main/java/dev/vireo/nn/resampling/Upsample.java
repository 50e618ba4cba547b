package dev.vireo.nn.resampling;

import dev.vireo.nn.Layer;
import dev.vireo.nn.internal.LayerChecks;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.op.Resampling.Interpolate;
import dev.vireo.tensor.op.Resampling.Mode;

/** Resizes images: {@code [N, C, (D), (H), W] -> [N, C, (D'), (H'), W']}. As {@code torch.nn.Upsample}. */
public final class Upsample extends Layer {
    private final Dims output;
    private final double factor;
    private final Mode mode;
    private final boolean alignCorners;

    private Upsample(Dims output, double factor, Mode mode, boolean alignCorners) {
        if (alignCorners && mode == Mode.NEAREST) {
            throw new VireoException("Upsample: alignCorners is for LINEAR and BICUBIC; the mode is NEAREST");
        }
        this.output = output;
        this.factor = factor;
        this.mode = mode;
        this.alignCorners = alignCorners;
    }

    /** Scales by a factor with nearest-neighbor interpolation. */
    public Upsample(double factor) {
        this(factor, Mode.NEAREST, false);
    }

    /**
     * Scales by a factor; sizes are rounded down.
     *
     * @param alignCorners whether the centers of the corner pixels stay in place, rather than the edges of the image
     * @throws VireoException if the factor is not positive
     */
    public Upsample(double factor, Mode mode, boolean alignCorners) {
        this(Dims.of(), positive(factor), mode, alignCorners);
    }

    /** Resizes to given spatial sizes. */
    public Upsample(Dims output, Mode mode, boolean alignCorners) {
        this(LayerChecks.spatial(output.size(), 1, "Upsample", "output", output), 0, mode, alignCorners);
    }

    /** @throws ShapeException if the input's rank does not match the sizes */
    @Override
    public Tensor forward(Tensor x) {
        LayerChecks.rank("Upsample", x.shape(), 3, 5);
        return Engines.run(new Interpolate(sizes(x), mode, alignCorners), x)[0];
    }

    private Dims sizes(Tensor x) {
        if (output.size() > 0) {
            return output;
        }
        var sizes = new int[x.shape().rank() - 2];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = (int) Math.floor(x.shape().size(i + 2) * factor);
        }
        return Dims.of(sizes);
    }

    private static double positive(double factor) {
        if (!(factor > 0)) {
            throw new VireoException("Upsample: the factor is " + factor + "; expected a positive number");
        }
        return factor;
    }
}
