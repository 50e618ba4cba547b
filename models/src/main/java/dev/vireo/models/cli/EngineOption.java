package dev.vireo.models.cli;

import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.Engines;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --engine NAME}, the same in all commands that compute. */
final class EngineOption {
    /** Those that the {@code vireo} script puts onto the classpath as they are asked for, whatever it has now. */
    private static final List<String> NAMES = List.of("torch", "djl", "nd4j", "reference");

    /** What the help shows. */
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
            description = "what computes: ${COMPLETION-CANDIDATES}; the one that " + Engines.VARIABLE
                    + " names, or torch, unless given")
    private Optional<String> name = Optional.empty();

    /** As given. */
    Optional<String> name() {
        return name;
    }

    /** Makes the one that is given, or is usual, the engine of the process. */
    void use() {
        use(name.orElseGet(EngineOption::usual));
    }

    /**
     * The engine that computes where none is given.
     *
     * @throws EngineException if the variable names none
     */
    static String usual() {
        var variable = System.getenv(Engines.VARIABLE);
        if (variable != null && !variable.isBlank()) {
            requireKnown(Engines.VARIABLE, variable);
        }
        return Engines.preferred();
    }

    /**
     * Makes an engine that of the process.
     *
     * @throws EngineException if there is none of that name, or it is not on the classpath
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

    /** Engines of others, on the classpath, are known too. */
    private static void requireKnown(String what, String engine) {
        if (!NAMES.contains(engine) && !Engines.names().contains(engine)) {
            throw new EngineException(what + " takes " + String.join(", ", NAMES) + "; got '" + engine + "'");
        }
    }
}
