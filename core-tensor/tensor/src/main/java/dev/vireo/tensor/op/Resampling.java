package dev.vireo.tensor.op;

import dev.vireo.tensor.Dims;

/** Images of another size. */
public sealed interface Resampling extends Op {
    /** How values between pixels are found. */
    enum Mode {
        NEAREST,
        /** Linear, bilinear or trilinear, by rank. */
        LINEAR,
        /** Four-dimensional input only. */
        BICUBIC
    }

    /** {@code [N, C, (D), (H), W]} to the spatial sizes in {@code output}. Align corners is for LINEAR and BICUBIC. */
    record Interpolate(Dims output, Mode mode, boolean alignCorners) implements Resampling {}

    /** {@code [N, C r^2, H, W] -> [N, C, H r, W r]}. (Shi et al. 2016) */
    record PixelShuffle(int factor) implements Resampling {}
}
