package dev.vireo.tensor;

import dev.vireo.tensor.internal.context.Context;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * A generator of random numbers (SplitMix64, Steele et al. 2014). Its state is one number. It gives seeds to operations,
 * and initial weights that are the same on every engine. A generator is used by one thread.
 *
 * <p>Each thread has a current generator, which operations such as dropout draw from. It starts as {@code seeded(0)} in
 * every thread, so threads of your own should each {@link #use} a fork.
 *
 * <h2>Forks</h2>
 *
 * <p>{@link #fork(long)} derives a new generator from this one and a key, and does not advance this one. So work that is
 * spread over threads draws the same numbers however it is spread: each piece forks by its own number.
 *
 * <pre>{@code
 * var augmentation = Generator.fork(42, "augmentation", epoch, sample);
 * }</pre>
 *
 * <p>With {@code mix}, SplitMix64's output function, and {@code gamma = 0x9E3779B97F4A7C15}, the state of the fork of state
 * {@code s} by key {@code k} is {@code mix(mix(s + 0xD1B54A32D192ED03) + (k + 1) * gamma)}. It differs for all keys of one
 * generator. A word is the key that the 64-bit FNV-1a hash of its UTF-8 bytes gives. Later versions compute the same.
 */
public final class Generator {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long FORK = 0xD1B54A32D192ED03L;
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private long state;

    private Generator(long state) {
        this.state = state;
    }

    /** A generator that starts from a seed. */
    public static Generator seeded(long seed) {
        return new Generator(mix(seed + GOLDEN_GAMMA));
    }

    /** A generator with the {@link #state()} of another. */
    public static Generator resumed(long state) {
        return new Generator(state);
    }

    /**
     * The generator for one sample: the fork of {@code seeded(seed)} by the purpose, then by the epoch, then by the sample.
     * It depends on these alone, and on no thread, batch size or earlier draw.
     *
     * @param purpose what the numbers are for; different purposes give unrelated numbers
     * @param sample the number of the sample, or of the batch for work on batches
     */
    public static Generator fork(long seed, String purpose, long epoch, long sample) {
        return seeded(seed).fork(purpose).fork(epoch).fork(sample);
    }

    /** A generator derived from this one's state and a key, as the class's description says. Does not advance this one. */
    public Generator fork(long key) {
        return new Generator(mix(mix(state + FORK) + (key + 1) * GOLDEN_GAMMA));
    }

    /** The fork by a word: what the numbers are for. */
    public Generator fork(String purpose) {
        long hash = FNV_OFFSET;
        for (byte each : purpose.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xFF)) * FNV_PRIME;
        }
        return fork(hash);
    }

    /** The generator of the current thread. */
    public static Generator current() {
        return Context.current().generator();
    }

    /** Makes this the generator of the current thread. */
    public Generator use() {
        Context.current().generator(this);
        return this;
    }

    /** Runs work with this as the generator of the current thread, then restores the previous one. */
    public <T> T during(Supplier<T> work) {
        var context = Context.current();
        var before = context.generator();
        context.generator(this);
        try {
            return work.get();
        } finally {
            context.generator(before);
        }
    }

    /** The state, which is all that must be saved. */
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
