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
    VIREO("Vireo", "torch", "vireo", "pytorch"),
    LIBTORCH("libtorch", "torch", "libtorch", "pytorch"),
    DJL("DJL", "djl", "djl", "pytorch-engine", "pytorch-native-cpu"),
    ND4J("ND4J/DL4J", "nd4j", "nd4j", "deeplearning4j-nn", "nd4j-native");

    final String title;
    private final String module;
    private final String folder;
    private final List<String> artifacts;

    Contender(String title, String module, String folder, String... artifacts) {
        this.title = title;
        this.module = module;
        this.folder = folder;
        this.artifacts = List.of(artifacts);
    }

    boolean isBuilt(Path benchmarks) {
        return Files.exists(output(benchmarks).resolve("classpath"));
    }

    /** Whether it takes part in a task. */
    boolean has(Task task, Path benchmarks) {
        return Files.exists(
                output(benchmarks).resolve("classes").resolve(type(task).replace('.', '/') + ".class"));
    }

    /** The benchmark's class. */
    String type(Task task) {
        return "dev.vireo.benchmarks." + folder + "." + task.type();
    }

    /** Its own classes and all libraries. */
    String classpath(Path benchmarks) {
        var output = output(benchmarks);
        try {
            return output.resolve("classes")
                    + System.getProperty("path.separator")
                    + Files.readString(output.resolve("classpath")).strip();
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

    private Path output(Path benchmarks) {
        return benchmarks.resolve(module).resolve("target/fast");
    }
}
