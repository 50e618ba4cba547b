package dev.vireo.nn.parametrization;

import dev.vireo.nn.Parametrization;
import dev.vireo.nn.internal.LayerChecks;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.autograd.CustomFunction;

/**
 * Fake quantization of a weight {@code [out, ...]}: values are rounded to multiples of a scale, as signed integers of
 * some bits would represent them. The range is symmetric around zero, and each output has its own scale, from its
 * largest magnitude. Gradients pass as if nothing were rounded (straight-through estimator), so that training adapts to
 * the rounding. (Jacob et al. 2017, <a href="https://arxiv.org/abs/1712.05877">Quantization and Training of Neural
 * Networks</a>)
 */
public final class FakeQuantize extends Parametrization {
    private static final double SMALLEST_SCALE = 1e-12; // the scale of an output whose weights are all zero

    private final CustomFunction straightThrough =
            CustomFunction.of("fakeQuantize", (weight, saving) -> round(weight), (gradient, saved) -> gradient);
    private final int largest;

    /** Quantizes to 8 bits, -127 to 127. */
    public FakeQuantize() {
        this(8);
    }

    /**
     * Named {@code fake_quantize}.
     *
     * @param bits 2 to 16
     * @throws dev.vireo.tensor.VireoException if the bits are out of range
     */
    public FakeQuantize(int bits) {
        super("fake_quantize");
        LayerChecks.between(2, 16, "FakeQuantize", "bits", bits);
        largest = (1 << (bits - 1)) - 1;
    }

    @Override
    protected Tensor materialize(Tensor base) {
        return straightThrough.apply(base);
    }

    private Tensor round(Tensor weight) {
        var scale = weight.abs()
                .amax(PerOutput.dims("FakeQuantize", weight), true)
                .div(largest)
                .maximum(SMALLEST_SCALE); // [out, 1, ...]
        return weight.div(scale).round().clamp(-largest, largest).mul(scale);
    }
}
