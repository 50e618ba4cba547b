package dev.vireo.tensor.engine;

import dev.vireo.tensor.EngineException;
import java.nio.file.Path;

/** Native libraries of which a process takes one copy only, whichever engine brings it: a second one would crash it. */
public final class ProcessLibraries {
    private static final String LOADED =
            "vireo.loaded."; // a property, since the process and not a class loader is what matters

    private ProcessLibraries() {}

    /**
     * Says that an engine is about to load its copy of a library; again, if it has said so before.
     *
     * @throws EngineException if another engine has loaded its own in this process
     */
    public static synchronized void claim(String library, EngineProvider provider) {
        var jar = jar(provider);
        var other = System.getProperty(LOADED + library, jar);
        if (!other.equals(jar)) {
            throw new EngineException("engine '" + provider.name() + "': " + jar + " and " + other + " each bring a "
                    + library + " of their own, and a process takes one; the second is loaded already: remove "
                    + other + " from the classpath to use '" + provider.name() + "', or " + jar
                    + " to go on without it");
        }
        System.setProperty(LOADED + library, jar);
    }

    /** The file that the engine's classes come from. */
    private static String jar(EngineProvider provider) {
        var type = provider.getClass();
        var source = type.getProtectionDomain().getCodeSource();
        if (source == null || !"file".equals(source.getLocation().getProtocol())) {
            return type.getName();
        }
        var file = Path.of(source.getLocation().getPath());
        return file.toString().endsWith(".jar") ? file.getFileName().toString() : file.toString();
    }
}
