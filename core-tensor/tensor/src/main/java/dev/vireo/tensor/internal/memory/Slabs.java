package dev.vireo.tensor.internal.memory;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.NativeTensor;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Memory for the values of small tensors: a few large native tensors of an engine, divided into pages, and these into
 * slots of one size (Bonwick 1994, The Slab Allocator). A slab is larger than the blocks that the C library takes from its
 * heap, so that it lies apart from them. Used by any thread.
 */
final class Slabs {
    /** The largest value that has a slot, in bytes. */
    static final int LARGEST = 1 << 20;

    private static final int PAGE = LARGEST;
    private static final int PAGES = 64;
    private static final int SMALLEST = 16;
    private static final TensorSpec SLAB = new TensorSpec(Shape.of((long) PAGE * PAGES), DType.UINT8, Device.CPU);
    private static final Map<Engine, Slabs> ALL = new ConcurrentHashMap<>();

    private final Engine engine;
    private final List<Slab> slabs = new ArrayList<>();

    /** The pages that have free slots, by the size of the slots. */
    private final Map<Integer, Deque<Page>> open = new HashMap<>();

    private Slabs(Engine engine) {
        this.engine = engine;
    }

    static Slabs of(Engine engine) {
        return ALL.computeIfAbsent(engine, Slabs::new);
    }

    /** A native tensor and the numbers of its pages in use. */
    private record Slab(NativeTensor memory, BitSet pages) {}

    /** A part of a slab, divided into slots of one size. */
    private static final class Page {
        final Slab slab;
        final int number;
        final int size;
        private final BitSet used = new BitSet();
        private int count;

        Page(Slab slab, int number, int size) {
            this.slab = slab;
            this.number = number;
            this.size = size;
        }

        boolean isFull() {
            return count == PAGE / size;
        }

        boolean isEmpty() {
            return count == 0;
        }

        int take() {
            int free = used.nextClearBit(0);
            used.set(free);
            count++;
            return free;
        }

        void giveBack(int slot) {
            used.clear(slot);
            count--;
        }
    }

    /** The place of one value. */
    final class Slot {
        private final Page page;
        private final int number;

        private Slot(Page page, int number) {
            this.page = page;
            this.number = number;
        }

        /** Copies values into the slot. */
        void write(ByteBuffer values) {
            engine.copyIn(page.slab.memory, offset(), values);
        }

        /** Fills a buffer from the slot. */
        void read(ByteBuffer target) {
            engine.copyOut(page.slab.memory, offset(), target);
        }

        /** Gives the slot back. Called once. */
        void free() {
            Slabs.this.free(this);
        }

        private long offset() {
            return (long) page.number * PAGE + (long) number * page.size;
        }
    }

    /** A free slot for up to {@link #LARGEST} bytes. */
    synchronized Slot allocate(int bytes) {
        int size = rounded(bytes);
        var pages = open.computeIfAbsent(size, any -> new ArrayDeque<>());
        if (pages.isEmpty()) {
            pages.push(page(size));
        }
        var page = pages.element();
        var slot = new Slot(page, page.take());
        if (page.isFull()) {
            pages.pop();
        }
        return slot;
    }

    private synchronized void free(Slot slot) {
        var page = slot.page;
        var pages = open.computeIfAbsent(page.size, any -> new ArrayDeque<>());
        if (page.isFull()) {
            pages.push(page);
        }
        page.giveBack(slot.number);
        if (page.isEmpty()) {
            pages.remove(page);
            close(page);
        }
    }

    private Page page(int size) {
        for (var slab : slabs) {
            int free = slab.pages.nextClearBit(0);
            if (free < PAGES) {
                slab.pages.set(free);
                return new Page(slab, free, size);
            }
        }
        var slab = new Slab(engine.allocate(SLAB), new BitSet());
        slabs.add(slab);
        slab.pages.set(0);
        return new Page(slab, 0, size);
    }

    private void close(Page page) {
        var slab = page.slab;
        slab.pages.clear(page.number);
        if (slab.pages.isEmpty()) {
            slabs.remove(slab);
            slab.memory.close();
        }
    }

    /** The size of the slot: four sizes for each power of two, so that at most a fifth is lost. */
    private static int rounded(int bytes) {
        if (bytes <= SMALLEST) {
            return SMALLEST;
        }
        int step = Math.max(SMALLEST, Integer.highestOneBit(bytes - 1) >> 2);
        return (bytes + step - 1) / step * step;
    }
}
