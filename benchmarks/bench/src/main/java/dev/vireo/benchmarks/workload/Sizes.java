package dev.vireo.benchmarks.workload;

/** The sizes of the tensors in each benchmark. */
public final class Sizes {
    /** The length of vectors whose arithmetic takes almost no time. */
    public static final int VECTOR = 16;

    /** The batch {@code [N, C, H, W]} of the convolution. Its result has the same shape, 25 MB in float32. */
    public static final int[] IMAGES = {32, 64, 56, 56};

    /** Filters {@code [out, in, 3, 3]}, applied with stride 1 and padding 1. */
    public static final int[] FILTERS = {64, 64, 3, 3};

    /** The number of sequences in a batch. */
    public static final int SEQUENCES = 32;

    /** The number of time steps in a sequence. */
    public static final int STEPS = 64;

    /** The number of features of a time step and of the recurrent state. */
    public static final int FEATURES = 128;

    private Sizes() {}
}
