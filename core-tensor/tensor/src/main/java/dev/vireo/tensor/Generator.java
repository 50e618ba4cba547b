package dev.vireo.tensor;

/**
 * The source of all randomness of a run: a counter-based generator (SplitMix64, Steele et al. 2014), so that its state
 * is one number. It hands out seeds to operations, and values for initial weights that are the same on every engine.
 * Used by one thread.
 */
public final class Generator {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private Generator(long state) {
        this.state = state;
    }

    public static Generator seeded(long seed) {
        return new Generator(mix(seed + GOLDEN_GAMMA));
    }

    /** Goes on where a generator of that {@link #state()} stood. */
    public static Generator resumed(long state) {
        return new Generator(state);
    }

    /** The current thread's. */
    public static Generator current() {
        return Context.current().generator;
    }

    /** Makes this the current thread's. */
    public Generator use() {
        Context.current().generator = this;
        return this;
    }

    /** All that there is to save. */
    public long state() {
        return state;
    }

    /** The next 64 random bits. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** A seed for an operation: not negative. */
    public long nextSeed() {
        return nextLong() >>> 1;
    }

    /** Uniform in [0, 1). */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Uniform in [0, bound). */
    public long nextBelow(long bound) {
        return (long) (nextDouble() * bound);
    }

    /** A standard normal value (Box and Muller 1958). */
    public double nextGaussian() {
        double radius = Math.sqrt(-2 * Math.log(1 - nextDouble()));
        return radius * Math.cos(2 * Math.PI * nextDouble());
    }

    /** The numbers 0 to n - 1 in random order (Fisher and Yates). */
    public int[] permutation(int n) {
        var order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = (int) nextBelow(i + 1L);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
