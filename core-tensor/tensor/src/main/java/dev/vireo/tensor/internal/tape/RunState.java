package dev.vireo.tensor.internal.tape;

import dev.vireo.tensor.Autocast;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.internal.context.Casting;
import dev.vireo.tensor.internal.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * What a run depends on besides its inputs, for running it again in the same way: where the thread's generator of
 * random numbers stands, the type that autocast casts to, and the engine that new tensors are made on.
 */
public record RunState(long generator, DType autocast, Engine engine) {
    /** Of the current thread now. */
    public static RunState current() {
        return new RunState(Generator.current().state(), Casting.current(), Engines.current());
    }

    /** Makes the thread run as it did then, until closed. */
    public Restored restore() {
        var before = Generator.current();
        var context = Context.current();
        var restored = new Restored(context, context.engine(), before, Autocast.open(autocast));
        Generator.resumed(generator).use();
        context.engine(engine);
        return restored;
    }

    /** What held before, to be put back. */
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
