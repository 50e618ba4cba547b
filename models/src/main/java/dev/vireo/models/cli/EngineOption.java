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

    /** Makes the one that is given the engine of the process. */
    void use() {
        name.ifPresent(EngineOption::use);
    }

    /**
     * Makes an engine that of the process.
     *
     * @throws EngineException if there is none of that name, or it is not on the classpath
     */
    static void use(String engine) {
        var present = Engines.names();
        if (present.contains(engine)) {
            Engines.use(engine);
            return;
        }
        if (!NAMES.contains(engine)) {
            throw new EngineException("--engine takes " + String.join(", ", NAMES) + "; got '" + engine + "'");
        }
        throw new EngineException("the engine '" + engine + "' is not on the classpath, which has "
                + String.join(", ", present) + "; pass --engine " + engine
                + " to ./vireo, which brings it, or add dev.vireo:vireo-engine-" + engine);
    }
}
