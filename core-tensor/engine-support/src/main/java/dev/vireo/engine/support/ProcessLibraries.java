package dev.vireo.engine.support;

import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.EngineProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Native libraries that a process can load only once, whichever engine brings them: a second copy would crash it. */
public final class ProcessLibraries {
    private static final String LOADED =
            "vireo.loaded."; // a system property, because the limit applies to the process and not to a class loader

    private ProcessLibraries() {}

    /**
     * Loads an engine with its copy of a library. If loading fails before the library is in the process, another engine may
     * load its own copy.
     *
     * @param file of the library, such as {@code libtorch_cpu.so}
     * @throws EngineException if another engine has loaded its own in this process
     */
    public static synchronized Engine load(
            String library, String file, EngineProvider provider, Supplier<Engine> engine) {
        boolean first = claim(library, provider);
        try {
            return engine.get();
        } catch (RuntimeException | Error e) {
            if (first && loaded("/" + file).isEmpty()) {
                System.clearProperty(LOADED + library);
            }
            throw e;
        }
    }

    /** Whether the engine is the first to claim the library, or has claimed it before. */
    private static boolean claim(String library, EngineProvider provider) {
        var jar = jar(provider);
        var other = System.getProperty(LOADED + library);
        if (other != null && !other.equals(jar)) {
            throw new EngineException("engine '" + provider.name() + "': " + jar + " and " + other + " each bring a "
                    + library + " of their own, and a process takes one; the second is loaded already: remove "
                    + other + " from the classpath to use '" + provider.name() + "', or " + jar
                    + " to go on without it");
        }
        System.setProperty(LOADED + library, jar);
        return other == null;
    }

    /**
     * Refuses to load a library if the program itself has already loaded another copy. Works on Linux only.
     *
     * @param file the library, such as {@code libtorch_cpu.so}
     * @param own a part of the path of the engine's copy
     * @throws EngineException if there is another copy
     */
    public static void requireOnly(String file, String own, EngineProvider provider) {
        var other = loaded("/" + file).filter(path -> !path.contains(own));
        if (other.isPresent()) {
            throw new EngineException("engine '" + provider.name() + "': this process has loaded " + other.get()
                    + " already, of which it takes one; run the two in processes of their own, or choose an engine on"
                    + " that library by VIREO_ENGINE (djl for DJL's)");
        }
    }

    private static Optional<String> loaded(String file) {
        var maps = Path.of("/proc/self/maps");
        if (!Files.isReadable(maps)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(maps, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.endsWith(file))
                    .map(line -> line.substring(line.indexOf('/')))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // this is no reason to refuse
        }
    }

    /** The file that contains the engine's classes. */
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
