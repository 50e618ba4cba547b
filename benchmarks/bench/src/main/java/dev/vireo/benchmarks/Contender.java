package dev.vireo.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A toolkit that runs the benchmarks, with its own classpath. */
enum Contender {
    VIREO("Vireo", "torch", "torch", "vireo", "pytorch"),
    LIBTORCH("libtorch", "torch", "torch", "libtorch", "pytorch"),
    DJL("DJL", "djl", "djl", "djl", "pytorch-engine", "pytorch-native-cpu"),
    ND4J("ND4J/DL4J", "nd4j", "nd4j", "nd4j", "deeplearning4j-nn", "nd4j-native"),
    VIREO_ON_DJL("Vireo on DJL", "torch", "djl", "vireo"),
    VIREO_ON_ND4J("Vireo on ND4J", "torch", "nd4j", "vireo");

    /** Vireo, on its default engine, and the toolkits that it is compared with. */
    static final List<Contender> TOOLKITS = List.of(VIREO, LIBTORCH, DJL, ND4J);

    final String title;
    private final String sources;
    private final String libraries;
    private final String folder;
    private final List<String> artifacts;

    /**
     * @param title the name in the table
     * @param sources the module with its benchmarks, which are in the package {@code folder}
     * @param libraries the module whose classpath has its libraries
     * @param folder the package of its benchmarks
     * @param artifacts prefixes of the jars whose versions are reported
     */
    Contender(String title, String sources, String libraries, String folder, String... artifacts) {
        this.title = title;
        this.sources = sources;
        this.libraries = libraries;
        this.folder = folder;
        this.artifacts = List.of(artifacts);
    }

    boolean isBuilt(Path benchmarks) {
        return Files.exists(output(benchmarks, libraries).resolve("classpath"));
    }

    /** Whether it implements a task. */
    boolean has(Task task, Path benchmarks) {
        var file = type(task).replace('.', '/') + ".class";
        return Files.exists(output(benchmarks, sources).resolve("classes").resolve(file));
    }

    /** The name of the benchmark class for a task. */
    String type(Task task) {
        return "dev.vireo.benchmarks." + folder + "." + task.type();
    }

    /** The classpath with its benchmarks and all libraries. */
    String classpath(Path benchmarks) {
        try {
            return output(benchmarks, sources).resolve("classes")
                    + System.getProperty("path.separator")
                    + Files.readString(output(benchmarks, libraries).resolve("classpath"))
                            .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The libraries and their versions, read from the names of the jars. */
    String libraries(Path benchmarks) {
        var files = Pattern.compile(System.getProperty("path.separator"), Pattern.LITERAL)
                .splitAsStream(classpath(benchmarks))
                .map(entry -> Path.of(entry).getFileName().toString())
                .toList();
        return artifacts.stream().flatMap(artifact -> versions(files, artifact)).collect(Collectors.joining(", "));
    }

    private static Stream<String> versions(List<String> files, String artifact) {
        return files.stream()
                .filter(file -> file.matches(Pattern.quote(artifact) + "-\\d.*\\.jar"))
                .map(file -> file.substring(0, file.length() - ".jar".length()))
                .sorted(java.util.Comparator.comparingInt(String::length).reversed())
                .limit(1);
    }

    private static Path output(Path benchmarks, String module) {
        return benchmarks.resolve(module).resolve("target/fast");
    }
}
