package dev.vireo.tensor;

import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.EngineProvider;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.dispatch.Dispatcher;
import dev.vireo.tensor.op.Op;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engines on the classpath. If there are several, {@link #use} or the environment variable {@code VIREO_ENGINE}
 * chooses one; otherwise the highest priority wins. {@link Tensor#to(Engine)} moves a tensor between engines of one
 * process.
 */
public final class Engines {
    /** The environment variable that names the engine of the process. */
    public static final String VARIABLE = "VIREO_ENGINE";

    private static final String HOW_TO_ADD =
            "add its module, such as dev.vireo:vireo-engine-torch for 'torch'; a jar with"
                    + " all dependencies needs the merged files of META-INF/services (ServicesResourceTransformer in"
                    + " maven-shade-plugin)";

    private static final Map<String, Engine> LOADED = new ConcurrentHashMap<>();
    private static volatile @Nullable Engine chosen;

    private Engines() {}

    /** The names of all engines on the classpath, highest priority first. Loads no native code. */
    public static List<String> names() {
        return providers().stream().map(EngineProvider::name).toList();
    }

    /**
     * Loads an engine.
     *
     * @throws EngineException if there is no engine of that name on the classpath, or it cannot be loaded
     */
    public static Engine named(String name) {
        return LOADED.computeIfAbsent(name, Engines::load);
    }

    /** The engine on which new tensors are created. */
    public static Engine current() {
        var local = Context.current().engine();
        if (local != null) {
            return local;
        }
        var engine = chosen;
        return engine != null ? engine : chooseDefault();
    }

    /** The name of the engine that {@link #current} returns. Loads no native code. */
    public static String preferred() {
        var local = Context.current().engine();
        var engine = local != null ? local : chosen;
        return engine != null ? engine.name() : defaultName();
    }

    /**
     * Sets the engine on which all threads create new tensors.
     *
     * @throws EngineException if there is no engine of that name on the classpath
     */
    public static void use(String name) {
        chosen = named(name);
    }

    /** Runs work that creates its new tensors on an engine. */
    public static <T> T with(Engine engine, Supplier<T> work) {
        var context = Context.current();
        var before = context.engine();
        context.engine(engine);
        try {
            return work.get();
        } finally {
            context.engine(before);
        }
    }

    /**
     * Runs an operation on the engine of its inputs. Use it for operations without a method in {@link Tensor}, such as
     * optimizer steps.
     *
     * @return the results, in the order that the operation documents; empty for an update
     */
    public static Tensor[] run(Op op, Tensor... inputs) {
        return Dispatcher.run(op, inputs);
    }

    private static synchronized Engine chooseDefault() {
        var present = chosen;
        if (present != null) {
            return present;
        }
        var engine = named(defaultName());
        chosen = engine;
        return engine;
    }

    private static String defaultName() {
        var wanted = System.getenv(VARIABLE);
        var names = names();
        if (wanted != null && !wanted.isBlank()) {
            if (!names.contains(wanted)) {
                throw absent(VARIABLE + "=" + wanted + ": ", wanted, names);
            }
            return wanted;
        }
        if (names.isEmpty()) {
            throw new EngineException("no engine is on the classpath; " + HOW_TO_ADD);
        }
        return names.get(0);
    }

    private static Engine load(String name) {
        return providers().stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> absent("", name, names()))
                .load();
    }

    private static EngineException absent(String where, String name, List<String> names) {
        return new EngineException(where + "engine '" + name + "' is not on the classpath"
                + (names.isEmpty() ? "; " : "; choose one of " + String.join(", ", names) + "; or ") + HOW_TO_ADD);
    }

    private static List<EngineProvider> providers() {
        return ServiceLoader.load(EngineProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(EngineProvider::priority).reversed())
                .toList();
    }
}
