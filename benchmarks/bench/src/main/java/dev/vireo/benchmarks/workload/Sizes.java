package dev.vireo.benchmarks.workload;

/** How large the tensors of each benchmark are. */
public final class Sizes {
    /** Elements of the vectors whose arithmetic costs next to nothing. */
    public static final int VECTOR = 16;

    /** A batch {@code [N, C, H, W]} for a convolution; so is its result, 25 MB in float32. */
    public static final int[] IMAGES = {32, 64, 56, 56};

    /** Filters {@code [out, in, 3, 3]}, applied with stride 1 and padding 1. */
    public static final int[] FILTERS = {64, 64, 3, 3};

    /** Sequences of a batch. */
    public static final int SEQUENCES = 32;

    /** Time steps of a sequence. */
    public static final int STEPS = 64;

    /** Features of a time step, and of a recurrence's state. */
    public static final int FEATURES = 128;

    private Sizes() {}
}
