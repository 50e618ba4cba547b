package dev.vireo.tensor.engine;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A value per thread: a cache of native memory that no other thread may free while it is in use. When a thread has
 * ended, the next thread that needs a value takes over its value. There are therefore never more values than concurrent
 * threads, and none waits for the garbage collector.
 */
public final class PerThread<T> {
    private final Supplier<T> make;
    private final List<Held<T>> all = new ArrayList<>();
    private final ThreadLocal<T> current = ThreadLocal.withInitial(this::take);

    private record Held<T>(T value, WeakReference<Thread> holder) {
        /**
         * Whether the value belongs to a thread that has ended, or to this thread, because pools may clear the
         * thread-locals of their threads.
         */
        boolean isFor(Thread thread) {
            var present = holder.get();
            return present == null || present == thread || !present.isAlive();
        }
    }

    private PerThread(Supplier<T> make) {
        this.make = make;
    }

    /**
     * Creates a holder.
     *
     * @param make creates a value; called if no ended thread has left one
     */
    public static <T> PerThread<T> of(Supplier<T> make) {
        return new PerThread<>(make);
    }

    /** Returns the value of the current thread. */
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
