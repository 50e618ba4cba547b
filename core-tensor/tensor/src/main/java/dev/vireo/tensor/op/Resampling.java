package dev.vireo.tensor.op;

import dev.vireo.tensor.Dims;

/** Resizes images. */
public sealed interface Resampling extends Op {
    /** How values between pixels are interpolated. */
    enum Mode {
        /** The value of the nearest pixel. */
        NEAREST,
        /** Linear, bilinear or trilinear interpolation, depending on the rank. */
        LINEAR,
        /** Bicubic interpolation; four-dimensional input only. */
        BICUBIC
    }

    /**
     * Resizes {@code [N, C, (D), (H), W]} to given spatial sizes.
     *
     * @param output the spatial sizes of the result
     * @param mode how values between pixels are interpolated
     * @param alignCorners whether the centers of the corner pixels coincide, for LINEAR and BICUBIC
     */
    record Interpolate(Dims output, Mode mode, boolean alignCorners) implements Resampling {}

    /**
     * Moves channels to space: {@code [N, C r^2, H, W] -> [N, C, H r, W r]} (Shi et al., 2016).
     *
     * @param factor r
     */
    record PixelShuffle(int factor) implements Resampling {}
}
