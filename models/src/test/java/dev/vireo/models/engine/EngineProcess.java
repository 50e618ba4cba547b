package dev.vireo.models.engine;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a program in a separate process, for engines whose native libraries cannot share a process with the tests'. */
final class EngineProcess {
    private static final String TORCH = "engine-torch";

    /** Engines on the classpath of the tests. */
    private static final Set<String> PRESENT = Set.of("torch", "reference");

    private EngineProcess() {}

    /** The exit code, and everything that the process printed. */
    record Result(int exit, List<String> lines) {}

    /** Whether the engine's module has been built. A whole build builds it before this module. */
    static boolean isBuilt(String engine) {
        return PRESENT.contains(engine) || Files.exists(module(engine).resolve("classpath"));
    }

    /** The classpath of the tests with another engine instead of libtorch. */
    static List<String> classpath(String engine) {
        return PRESENT.contains(engine)
                ? own().toList()
                : Stream.concat(entries(engine), withoutTorch()).toList();
    }

    /** The classpath of the tests, including libtorch, with another engine added. */
    static List<String> crowded(String engine) {
        return Stream.concat(own(), entries(engine)).toList();
    }

    static Result run(Path folder, List<String> classpath, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        var output = Files.createTempFile(folder, main.getSimpleName(), ".log");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                // the script also passes an option that exists from Java 23 on
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                String.join(File.pathSeparator, classpath),
                main.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                throw new IOException("did not end: " + command);
            }
        } finally {
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), Files.readAllLines(output));
    }

    private static Stream<String> own() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    private static Stream<String> withoutTorch() {
        return own().filter(entry -> !entry.contains(TORCH) && !entry.contains("bytedeco"));
    }

    private static Stream<String> entries(String engine) {
        try {
            var built = module(engine);
            var below = Files.readString(built.resolve("classpath")).strip().split(File.pathSeparator);
            return Stream.concat(Stream.of(built.resolve("classes").toString()), Arrays.stream(below));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder with a module's classes from the same kind of build as this one, fast or not. */
    private static Path module(String engine) {
        try {
            var classes = Path.of(EngineProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            var models = classes;
            while (!models.endsWith("models")) {
                models = models.getParent();
            }
            var output = models.relativize(classes.getParent());
            return models.resolveSibling("core-tensor")
                    .resolve("engine-" + engine)
                    .resolve(output);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
