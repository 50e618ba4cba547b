package dev.vireo.tensor;

import dev.vireo.tensor.engine.Engine;
import org.jspecify.annotations.Nullable;

/**
 * What a run depends on besides its inputs, for running it again in the same way: where the thread's generator of
 * random numbers stands, the type that autocast casts to, and the engine that new tensors are made on.
 */
record RunState(long generator, DType autocast, Engine engine) {
    /** Of the current thread now. */
    static RunState current() {
        return new RunState(Generator.current().state(), Autocast.current(), Engines.current());
    }

    /** Makes the thread run as it did then, until closed. */
    Restored restore() {
        var before = Generator.current();
        var context = Context.current();
        var restored = new Restored(context, context.engine, before, Autocast.open(autocast));
        Generator.resumed(generator).use();
        context.engine = engine;
        return restored;
    }

    /** What held before, to be put back. */
    record Restored(Context context, @Nullable Engine engine, Generator generator, Autocast autocast)
            implements AutoCloseable {
        @Override
        public void close() {
            autocast.close();
            generator.use();
            context.engine = engine;
        }
    }
}
