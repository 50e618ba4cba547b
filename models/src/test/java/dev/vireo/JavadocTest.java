package dev.vireo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every public element of the main sources has Javadoc. */
class JavadocTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "benchmarks/bench",
                "core-tensor/engine-djl",
                "core-tensor/engine-nd4j",
                "core-tensor/engine-reference",
                "core-tensor/engine-support",
                "core-tensor/engine-tck",
                "core-tensor/engine-torch",
                "core-tensor/tensor",
                "formats/dl4j",
                "formats/onnx",
                "formats/safetensors",
                "models",
                "nn",
                "training"
            })
    void everyPublicElementHasJavadoc(String module) throws IOException {
        assertThat(PublicElements.undocumented(
                        sources(Root.folder().resolve(module).resolve("src/main/java"))))
                .isEmpty();
    }

    @Test
    void findsEachKindOfElement(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("Sample.java"), """
                public class Sample {
                    public int field;
                    protected void method() {}
                    @Override public String toString() { return ""; }
                    void hidden() {}
                    public enum Kind { /** Documented. */ ONE, TWO }
                    /**
                     * A pair.
                     *
                     * @param first documented
                     */
                    public record Pair(int first, int second) {
                        public Pair {}
                    }
                    /** An interface. */
                    public interface Shape { double area(); }
                    private static class Secret { public int value; }
                }
                """);
        assertThat(PublicElements.undocumented(List.of(file)))
                .containsExactly(
                        "Sample.java:1 Sample",
                        "Sample.java:2 field",
                        "Sample.java:3 method",
                        "Sample.java:6 Kind",
                        "Sample.java:6 TWO",
                        "Sample.java:12 second",
                        "Sample.java:16 area");
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }
}
