package dev.vireo.tensor.op;

/** Quantization, simulated and real: q = clamp(round(x / scale) + zeroPoint, min, max), halves to even. */
public sealed interface Quantize extends Op {
    /**
     * x, scale, zeroPoint (both scalars, or {@code [C]} along {@code axis}; axis -1: the whole tensor) to
     * (q - zeroPoint) scale in x's type. The gradient passes where q was not clamped (straight-through, Bengio et al. 2013).
     */
    record FakeQuantize(int axis, int min, int max) implements Quantize {}

    /** int8 {@code [n, k], [k, m]} to int32 {@code [n, m]}. */
    record IntMatMul() implements Quantize {}
}
