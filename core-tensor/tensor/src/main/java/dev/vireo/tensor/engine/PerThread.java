package dev.vireo.tensor.engine;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A value that each thread has for itself: a cache of native memory, which no other may free meanwhile. A thread that has
 * ended leaves its own to the next one that asks. So there are never more than threads at one time, and none waits for the
 * garbage collector.
 */
public final class PerThread<T> {
    private final Supplier<T> make;
    private final List<Held<T>> all = new ArrayList<>();
    private final ThreadLocal<T> current = ThreadLocal.withInitial(this::take);

    private record Held<T>(T value, WeakReference<Thread> holder) {
        /** Left by a thread that has ended; or its own, since threads of pools may be made to forget what they had. */
        boolean isFor(Thread thread) {
            var present = holder.get();
            return present == null || present == thread || !present.isAlive();
        }
    }

    private PerThread(Supplier<T> make) {
        this.make = make;
    }

    /** @param make called by a thread that none has left its value to */
    public static <T> PerThread<T> of(Supplier<T> make) {
        return new PerThread<>(make);
    }

    /** The value of the current thread. */
    public T get() {
        return current.get();
    }

    private synchronized T take() {
        var thread = Thread.currentThread();
        var holder = new WeakReference<>(thread);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).isFor(thread)) {
                var left = all.get(i).value();
                all.set(i, new Held<>(left, holder));
                return left;
            }
        }
        var made = make.get();
        all.add(new Held<>(made, holder));
        return made;
    }
}
