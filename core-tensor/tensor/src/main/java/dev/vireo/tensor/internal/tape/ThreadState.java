package dev.vireo.tensor.internal.tape;

import dev.vireo.tensor.Autocast;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.internal.context.CastCache;
import dev.vireo.tensor.internal.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * The state of the thread that a run depends on besides its inputs. It allows the same run again.
 *
 * @param generator the position of the random generator
 * @param autocast the type that autocast casts to
 * @param engine the engine of new tensors
 */
public record ThreadState(long generator, DType autocast, Engine engine) {
    /** Returns the state of the current thread. */
    public static ThreadState current() {
        return new ThreadState(Generator.current().state(), CastCache.current(), Engines.current());
    }

    /** Restores this state until the result is closed. */
    public Restored restore() {
        var before = Generator.current();
        var context = Context.current();
        var restored = new Restored(context, context.engine(), before, Autocast.open(autocast));
        Generator.resumed(generator).use();
        context.engine(engine);
        return restored;
    }

    /**
     * The previous state, which closing restores.
     *
     * @param context the thread's context
     * @param engine the previous engine; null for the process's default
     * @param generator the previous random generator
     * @param autocast the autocast that is closed
     */
    public record Restored(Context context, @Nullable Engine engine, Generator generator, Autocast autocast)
            implements AutoCloseable {
        @Override
        public void close() {
            autocast.close();
            generator.use();
            context.engine(engine);
        }
    }
}
