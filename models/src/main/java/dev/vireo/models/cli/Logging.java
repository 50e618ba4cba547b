package dev.vireo.models.cli;

import java.util.Map;

/** Settings of SLF4J's simple logger, which the command line uses. Applications that use Vireo choose a logger themselves. */
final class Logging {
    /** Libraries of engines report details while they load; {@code vireo doctor} shows what matters of them. */
    private static final Map<String, String> LEVELS = Map.of("org.nd4j", "warn", "ai.djl", "error");

    private Logging() {}

    /** Silences libraries of engines, except for those whose level the user has set. Must precede the first logger. */
    static void silenceEngines() {
        LEVELS.forEach((library, level) -> {
            var property = "org.slf4j.simpleLogger.log." + library;
            if (System.getProperty(property) == null) {
                System.setProperty(property, level);
            }
        });
    }
}
