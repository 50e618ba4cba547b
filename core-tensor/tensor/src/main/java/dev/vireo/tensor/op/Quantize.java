package dev.vireo.tensor.op;

/** Quantization: q = clamp(round(x / scale) + zeroPoint, min, max), with halves rounded to even. */
public sealed interface Quantize extends Op {
    /**
     * Fake quantization: x, scale and zeroPoint to (q - zeroPoint) scale in x's type. Scale and zeroPoint are scalars,
     * or {@code [C]} along an axis. The gradient is passed through where q is not clamped (straight-through, Bengio et
     * al., 2013).
     *
     * @param axis the dimension with a scale per index; -1 for one scale
     * @param min the smallest q
     * @param max the largest q
     */
    record FakeQuantize(int axis, int min, int max) implements Quantize {}

    /** Integer matrix product, int8 {@code [n, k], [k, m]} to int32 {@code [n, m]}. */
    record IntMatMul() implements Quantize {}
}
