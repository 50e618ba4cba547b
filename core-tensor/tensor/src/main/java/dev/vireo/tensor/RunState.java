package dev.vireo.tensor;

/**
 * What a run depends on besides its inputs, for running it again in the same way: where the thread's generator of
 * random numbers stands, and the type that autocast casts to.
 */
record RunState(long generator, DType autocast) {
    /** Of the current thread now. */
    static RunState current() {
        return new RunState(Generator.current().state(), Autocast.current());
    }

    /** Makes the thread run as it did then, until closed. */
    Restored restore() {
        var before = Generator.current();
        Generator.resumed(generator).use();
        return new Restored(before, Autocast.open(autocast));
    }

    /** What held before, to be put back. */
    record Restored(Generator before, Autocast autocast) implements AutoCloseable {
        @Override
        public void close() {
            autocast.close();
            before.use();
        }
    }
}
