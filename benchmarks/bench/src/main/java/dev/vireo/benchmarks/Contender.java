package dev.vireo.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A toolkit that computes the tasks, with a classpath of its own. */
enum Contender {
    VIREO("Vireo", "torch", "torch", "vireo", "pytorch"),
    LIBTORCH("libtorch", "torch", "torch", "libtorch", "pytorch"),
    DJL("DJL", "djl", "djl", "djl", "pytorch-engine", "pytorch-native-cpu"),
    ND4J("ND4J/DL4J", "nd4j", "nd4j", "nd4j", "deeplearning4j-nn", "nd4j-native"),
    VIREO_ON_DJL("Vireo on DJL", "torch", "djl", "vireo"),
    VIREO_ON_ND4J("Vireo on ND4J", "torch", "nd4j", "vireo");

    /** The toolkits that are compared with Vireo, and Vireo on the engine that it takes by default. */
    static final List<Contender> TOOLKITS = List.of(VIREO, LIBTORCH, DJL, ND4J);

    final String title;
    private final String sources;
    private final String libraries;
    private final String folder;
    private final List<String> artifacts;

    /**
     * @param sources the module that has its benchmarks, in a package called {@code folder}
     * @param libraries the module whose libraries compute them
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

    /** Whether it takes part in a task. */
    boolean has(Task task, Path benchmarks) {
        var file = type(task).replace('.', '/') + ".class";
        return Files.exists(output(benchmarks, sources).resolve("classes").resolve(file));
    }

    /** The benchmark's class. */
    String type(Task task) {
        return "dev.vireo.benchmarks." + folder + "." + task.type();
    }

    /** Its benchmarks and all libraries. */
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

    /** What it is made of, with versions, as the names of its jars say. */
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
