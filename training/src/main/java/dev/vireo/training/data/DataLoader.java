package dev.vireo.training.data;

import dev.vireo.tensor.Device;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Passes over a data set in batches; the next ones are gathered by other threads while one is worked on.
 *
 * <pre>{@code
 * try (var loader = digits.shuffled(42).batches(64)) {
 *     for (var batch : loader) {
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>A pass owns its batches: each is freed when the next is asked for. A pass that is left early frees what it holds
 * when the loader starts another, or is closed. Used by one thread.
 */
public final class DataLoader implements Iterable<Batch>, AutoCloseable {
    private static final int AHEAD = 2;

    private final Dataset dataset;
    private final int batchSize;
    private final Order order;
    private int ahead = AHEAD;
    private Device device = Device.CPU;
    private long nextPass;
    private @Nullable Pass running;

    DataLoader(Dataset dataset, int batchSize, Order order) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batches: a batch takes at least one sample, got " + batchSize);
        }
        this.dataset = dataset;
        this.batchSize = batchSize;
        this.order = order;
    }

    /** How many batches are gathered ahead, at the same time where the common pool has the threads; 2 unless set. */
    public DataLoader ahead(int batches) {
        if (batches < 1) {
            throw new IllegalArgumentException("ahead: at least one batch is gathered ahead, got " + batches);
        }
        ahead = batches;
        return this;
    }

    /**
     * Gives the batches on a device, the CPU unless set. They are copied there ahead, from pinned memory and beside what
     * the device computes, where the engine can ({@link dev.vireo.tensor.engine.Streams}). A trainer sees to it by itself.
     */
    public DataLoader to(Device target) {
        device = target;
        return this;
    }

    /** The number of samples of a pass. */
    public int samples() {
        return dataset.size();
    }

    /** The number of batches of a pass. */
    public int batches() {
        return (dataset.size() + batchSize - 1) / batchSize;
    }

    /** Starts the next pass; the one before is over. */
    @Override
    public Iterator<Batch> iterator() {
        return pass(nextPass);
    }

    /**
     * Starts a pass by its number, from 0: its order depends on the seed and on this number alone. The pass before is
     * over; the next one without a number is the one after this.
     */
    public Pass pass(long number) {
        return pass(number, device);
    }

    /** As {@link #pass(long)}, with batches on a device of its own. */
    public Pass pass(long number, Device target) {
        close();
        nextPass = number + 1;
        var pass = new Pass(dataset, order.places(dataset.size(), number), batchSize, target, ahead);
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
