package dev.vireo.models.cli;

import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.Engines;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --engine NAME}, which all commands that compute have. */
final class EngineOption {
    /** The engines that the script {@code vireo} can put on the classpath; not all of them are on it now. */
    private static final List<String> NAMES = List.of("torch", "djl", "nd4j", "reference");

    /** The names that the help shows. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return NAMES.iterator();
        }
    }

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description = "engine that computes: ${COMPLETION-CANDIDATES}; the one that " + Engines.VARIABLE
                    + " names, or torch, unless given")
    private Optional<String> name = Optional.empty();

    /** The engine on the command line, if there is one. */
    Optional<String> name() {
        return name;
    }

    /** Makes the engine on the command line, or else the default one, the engine of the process. */
    void use() {
        use(name.orElseGet(EngineOption::usual));
    }

    /**
     * The default: the engine that the environment variable names, or else the preferred one on the classpath.
     *
     * @throws EngineException if there is no engine of the name in the variable
     */
    static String usual() {
        var variable = System.getenv(Engines.VARIABLE);
        if (variable != null && !variable.isBlank()) {
            requireKnown(Engines.VARIABLE, variable);
        }
        return Engines.preferred();
    }

    /**
     * Makes an engine the engine of the process.
     *
     * @throws EngineException if there is none of that name, it is not on the classpath, or its native libraries cannot
     *     be unpacked
     */
    static void use(String engine) {
        requireKnown("--engine", engine);
        if (!Engines.names().contains(engine)) {
            throw new EngineException("the engine '" + engine + "' is not on the classpath, which has "
                    + String.join(", ", Engines.names()) + "; pass --engine " + engine
                    + " to ./vireo, which brings it, or add dev.vireo:vireo-engine-" + engine);
        }
        Engines.use(engine);
    }

    /** Any engine on the classpath is known, also one that does not come with Vireo. */
    private static void requireKnown(String what, String engine) {
        if (!NAMES.contains(engine) && !Engines.names().contains(engine)) {
            throw new EngineException(what + " takes " + String.join(", ", NAMES) + "; got '" + engine + "'");
        }
    }
}
