package dev.vireo.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** The quantity that is compared. */
enum Measure {
    /** Elapsed time, with the number of threads that the user has set, or two. */
    ELAPSED("elapsed", System.getenv().getOrDefault("OMP_NUM_THREADS", "2")),

    /** Processor time of the calling thread, with one thread. */
    CPU("processor", "1");

    private final String title;
    private final String threads;

    Measure(String title, String threads) {
        this.title = title;
        this.threads = threads;
    }

    /** The quantity's name in the head of the table. */
    String title() {
        return title;
    }

    String threads() {
        return threads;
    }

    /** The factor for the warm-up: on a busy machine the JIT compiler takes longer. */
    int warmups() {
        return this == CPU ? 4 : 1;
    }

    /** The JMH options for this quantity. */
    List<String> options() {
        return this == CPU ? List.of("-prof", CpuTime.class.getName()) : List.of();
    }

    /** This quantity in a JMH result. */
    JsonNode metric(JsonNode run) {
        return this == CPU ? run.get("secondaryMetrics").get(CpuTime.LABEL) : run.get("primaryMetric");
    }

    /** Sets the same environment for all contenders. Variables that the user has set are kept. */
    void prepare(Map<String, String> environment) {
        environment.put("OMP_NUM_THREADS", threads);
        environment.put("OPENBLAS_NUM_THREADS", threads);
        environment.putIfAbsent("GOMP_SPINCOUNT", "1000");
        environment.putIfAbsent("OPENBLAS_THREAD_TIMEOUT", "1");
    }
}
