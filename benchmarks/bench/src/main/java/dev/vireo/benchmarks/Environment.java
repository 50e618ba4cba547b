package dev.vireo.benchmarks;

import java.util.Map;

/** The same for all contenders, unless the user has set it: two threads, and what keeps libtorch's thread pools apart. */
final class Environment {
    private static final String THREADS = "2";
    private static final Map<String, String> SHARED = Map.of(
            "OMP_NUM_THREADS", THREADS,
            "GOMP_SPINCOUNT", "1000",
            "OPENBLAS_THREAD_TIMEOUT", "1");

    private Environment() {}

    static void set(Map<String, String> environment) {
        SHARED.forEach(environment::putIfAbsent);
    }

    /** The number of threads that the contenders may use. */
    static String threads() {
        return System.getenv().getOrDefault("OMP_NUM_THREADS", THREADS);
    }
}
