package dev.vireo.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** What is compared. */
enum Measure {
    /** Elapsed time, with the user's number of threads, or two. */
    ELAPSED("elapsed", System.getenv().getOrDefault("OMP_NUM_THREADS", "2")),

    /** Processor time of the calling thread, which computes alone. */
    CPU("processor", "1");

    private final String title;
    private final String threads;

    Measure(String title, String threads) {
        this.title = title;
        this.threads = threads;
    }

    /** What the table's figures are, as its head names it. */
    String title() {
        return title;
    }

    String threads() {
        return threads;
    }

    /** How often to repeat the warm-up: on a busy machine code is compiled late. */
    int warmups() {
        return this == CPU ? 4 : 1;
    }

    /** JMH's options for it. */
    List<String> options() {
        return this == CPU ? List.of("-prof", CpuTime.class.getName()) : List.of();
    }

    /** Its part in one of JMH's results. */
    JsonNode metric(JsonNode run) {
        return this == CPU ? run.get("secondaryMetrics").get(CpuTime.LABEL) : run.get("primaryMetric");
    }

    /** The same environment for all contenders, but for what the user has set: threads, and libtorch's pools kept apart. */
    void prepare(Map<String, String> environment) {
        environment.put("OMP_NUM_THREADS", threads);
        environment.put("OPENBLAS_NUM_THREADS", threads);
        environment.putIfAbsent("GOMP_SPINCOUNT", "1000");
        environment.putIfAbsent("OPENBLAS_THREAD_TIMEOUT", "1");
    }
}
