package dev.vireo.training.data;

import dev.vireo.tensor.Device;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Passes over a data set in batches. Worker threads gather the next batches while the caller works on one.
 *
 * <pre>{@code
 * try (var loader = digits.shuffled(42).batches(64)) {
 *     for (var batch : loader) {
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>The order of the samples and all random numbers of transforms depend on the seed and on the number of the pass, and
 * not on the number of workers. A pass that starts in the middle gives the same batches as one from the start.
 *
 * <p>A pass owns its batches: each is freed when the next is asked for. A pass that is left early frees what it holds
 * when the loader starts another, or is closed. A loader is used by one thread.
 */
public final class DataLoader implements Iterable<Batch>, AutoCloseable {
    private static final int WORKERS = 2;
    private static final int AHEAD = 2;

    private final Dataset dataset;
    private final int batchSize;
    private final SampleOrder order;
    private final List<Transform> transforms = new ArrayList<>();
    private long seed;
    private boolean dropsLast;
    private int workers = WORKERS;
    private OptionalInt ahead = OptionalInt.empty();
    private Device device = Device.CPU;
    private long nextPass;
    private @Nullable LoaderPass running;

    DataLoader(Dataset dataset, int batchSize, SampleOrder order, long seed) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batches: a batch takes at least one sample, got " + batchSize);
        }
        this.dataset = dataset;
        this.batchSize = batchSize;
        this.order = order;
        this.seed = seed;
    }

    /**
     * The number of threads that gather batches, 2 by default. With 0, a batch is gathered in the caller's thread when it
     * is asked for. The batches are the same in any case.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public DataLoader workers(int threads) {
        if (threads < 0) {
            throw new IllegalArgumentException("workers: expected 0 or more threads, got " + threads);
        }
        workers = threads;
        return this;
    }

    /**
     * The number of batches that workers gather in advance; by default as many as there are workers, and at least 2.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public DataLoader ahead(int batches) {
        if (batches < 1) {
            throw new IllegalArgumentException("ahead: at least one batch is gathered ahead, got " + batches);
        }
        ahead = OptionalInt.of(batches);
        return this;
    }

    /**
     * Drops the last batch of a pass if it is smaller than the others. Batch normalization, for example, cannot train
     * on a batch of one sample.
     */
    public DataLoader dropLast() {
        dropsLast = true;
        return this;
    }

    /** The seed of the transforms' generators; by default the seed of the order, or 0 for samples in their given order. */
    public DataLoader seed(long number) {
        seed = number;
        return this;
    }

    /**
     * Passes each batch through a transform, after those that were added before. Its generator depends on the seed, the
     * number of the pass and the number of the batch in it. See {@link Dataset#map} for transforms of single samples.
     */
    public DataLoader mapBatches(Transform transform) {
        transforms.add(transform);
        return this;
    }

    /**
     * Copies batches to a device; the default is the CPU. If the engine supports it, batches are copied ahead from
     * pinned memory while the device computes ({@link dev.vireo.tensor.engine.Streams}). A trainer sets its device
     * itself.
     */
    public DataLoader to(Device target) {
        device = target;
        return this;
    }

    /** The number of samples of a pass, without those of a dropped last batch. */
    public int samples() {
        return dropsLast ? dataset.size() / batchSize * batchSize : dataset.size();
    }

    /** The number of batches of a pass. */
    public int batches() {
        return (samples() + batchSize - 1) / batchSize;
    }

    /** Starts the next pass and ends the one before. */
    @Override
    public Iterator<Batch> iterator() {
        return pass(nextPass);
    }

    /**
     * Starts a pass by its number, from 0. The pass before is over; {@link #iterator} continues with the number after
     * this one.
     */
    public LoaderPass pass(long number) {
        return pass(number, 0);
    }

    /**
     * Starts a pass at one of its batches, to continue at the {@link LoaderPass#position} of an earlier pass. The
     * batches before it are not gathered.
     *
     * @param firstBatch the number of the first batch, from 0 to {@link #batches()}, where the pass is over at once
     * @throws IllegalArgumentException if there is no such batch
     */
    public LoaderPass pass(long number, int firstBatch) {
        return pass(number, firstBatch, device);
    }

    /** As {@link #pass(long)}, with batches on the given device. */
    public LoaderPass pass(long number, Device target) {
        return pass(number, 0, target);
    }

    /** As {@link #pass(long, int)}, with batches on the given device. */
    public LoaderPass pass(long number, int firstBatch, Device target) {
        if (firstBatch < 0 || firstBatch > batches()) {
            throw new IllegalArgumentException(
                    "pass: cannot start at batch " + firstBatch + "; expected 0 to " + batches());
        }
        close();
        nextPass = number + 1;
        var batching = new BatchSource.Batching(order.places(dataset.size(), number), batchSize, batches());
        var source = new BatchSource(dataset, batching, new PassRandomness(seed, number, 0), List.copyOf(transforms));
        int depth = ahead.orElse(Math.max(AHEAD, workers));
        var pass = new LoaderPass(source, firstBatch, target, Math.min(workers, depth), depth);
        running = pass;
        return pass;
    }

    /** Ends the running pass and frees its batches. The loader may be used again. */
    @Override
    public void close() {
        if (running != null) {
            running.close();
            running = null;
        }
    }
}
