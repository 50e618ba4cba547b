package dev.vireo.benchmarks.libtorch;

import dev.vireo.tensor.Engines;

/** Sets up the process as Vireo does, so that both sides run with the same: JavaCPP's checks off, threads, memory. */
final class Process {
    private Process() {}

    /** To be called before the first class of JavaCPP is used. */
    static void prepare() {
        Engines.current();
    }
}
