package dev.vireo.engine.tck.device;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.engine.Streams;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;

/**
 * A stream of copies that delays each copy as long as possible: a copy happens only when an event recorded after it is
 * waited for. This reveals code that reads a copy, or frees its source, without waiting.
 */
final class LazyStreams implements Streams {
    private final Engine host;
    private final Calls calls;
    private final Queue<Runnable> pending = new ArrayDeque<>();
    private final Map<NativeTensor, Integer> copies = new IdentityHashMap<>();
    private final Set<NativeTensor> handedOver = Collections.newSetFromMap(new IdentityHashMap<>());
    private int pins;
    private int events;
    private int live;

    LazyStreams(Engine host, Calls calls) {
        this.host = host;
        this.calls = calls;
    }

    /** The number of pinned tensors and events that are not closed. */
    synchronized int live() {
        return live;
    }

    /**
     * Returns the number of the copy that a tensor belongs to, if it belongs to one, and checks that it has been waited
     * for.
     */
    synchronized OptionalInt reads(NativeTensor tensor) {
        var number = copies.get(tensor);
        if (number == null) {
            return OptionalInt.empty();
        }
        if (!handedOver.contains(tensor)) {
            calls.violation("a kernel reads copy " + number + " without waiting for it");
        }
        return OptionalInt.of(number);
    }

    @Override
    public synchronized NativeTensor pin(NativeTensor tensor) {
        int number = ++pins;
        calls.make("pin " + number);
        var pinned = new Pinned(number, host.allocate(host.spec(tensor)));
        transcribe(tensor, pinned.memory);
        live++;
        return pinned;
    }

    @Override
    public synchronized NativeTensor copy(NativeTensor source, Device device) {
        var pinned = (Pinned) source;
        calls.make("copy " + pinned.number);
        var target = host.allocate(host.spec(pinned.memory).with(device));
        copies.put(target, pinned.number);
        pinned.reading = true;
        pending.add(() -> {
            transcribe(pinned.memory, target);
            pinned.reading = false;
        });
        return target;
    }

    @Override
    public synchronized Event record(Device device) {
        int number = ++events;
        calls.make("record " + number);
        var event = new LazyEvent(number);
        pending.add(() -> event.done = true);
        live++;
        return event;
    }

    /** Completes all copies, as synchronizing the device does. */
    synchronized void drain() {
        calls.make("synchronize device");
        while (!pending.isEmpty()) {
            pending.remove().run();
        }
    }

    private void transcribe(NativeTensor from, NativeTensor to) {
        var bytes = ByteBuffer.allocate(Math.toIntExact(host.spec(from).bytes()));
        if (bytes.hasRemaining()) {
            host.copyOut(from, 0, bytes);
            host.copyIn(to, 0, bytes.rewind());
        }
    }

    private final class Pinned implements NativeTensor {
        private final int number;
        private final NativeTensor memory;
        private boolean reading;

        Pinned(int number, NativeTensor memory) {
            this.number = number;
            this.memory = memory;
        }

        @Override
        public void close() {
            synchronized (LazyStreams.this) {
                calls.make("release " + number);
                live--;
                if (reading) {
                    calls.violation("pinned memory " + number + " is released while it is being copied");
                }
                memory.close();
            }
        }
    }

    private final class LazyEvent implements Event {
        private final int number;
        private boolean done;

        LazyEvent(int number) {
            this.number = number;
        }

        @Override
        public void block(NativeTensor... used) {
            synchronized (LazyStreams.this) {
                calls.make("block " + number);
                run();
                handedOver.addAll(Arrays.asList(used));
            }
        }

        @Override
        public boolean isDone() {
            synchronized (LazyStreams.this) {
                return done;
            }
        }

        @Override
        public void synchronize() {
            synchronized (LazyStreams.this) {
                calls.make("synchronize " + number);
                run();
            }
        }

        @Override
        public void close() {
            synchronized (LazyStreams.this) {
                calls.make("close " + number);
                live--;
            }
        }

        private void run() {
            while (!done) {
                pending.remove().run();
            }
        }
    }
}
