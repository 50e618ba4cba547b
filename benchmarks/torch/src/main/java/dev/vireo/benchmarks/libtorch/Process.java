package dev.vireo.benchmarks.libtorch;

import dev.vireo.tensor.Engines;

/**
 * Configures the process as Vireo does, so that both contenders use the same settings: JavaCPP's checks, threads,
 * memory.
 */
final class Process {
    private Process() {}

    /** Must be called before the first class of JavaCPP is used. */
    static void prepare() {
        Engines.current();
    }
}
