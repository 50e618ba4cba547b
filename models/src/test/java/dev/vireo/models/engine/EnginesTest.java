package dev.vireo.models.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.Engines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Engines in separate processes compute the same losses, and a classpath with two incompatible engines is refused. */
class EnginesTest {
    /** The relative difference that another order of summation may cause. */
    private static final double TOLERANCE = 1e-3;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** {@code FirstLosses} on torch wrote the files with the expected losses. */
    @ParameterizedTest
    @MethodSource("trainings")
    void haveTheSameInitialWeightsAndFirstLosses(String network, String engine)
            throws IOException, InterruptedException {
        assumeTrue(EngineProcess.isBuilt(engine), "the module engine-" + engine + " has not been built");

        var run = EngineProcess.run(folder, EngineProcess.classpath(engine), FirstLosses.class, network, engine);

        assertThat(run.exit()).as(String.join("\n", run.lines())).isZero();
        var expected = golden(network);
        assertThat(run.lines()).hasSameSizeAs(expected);
        assertThat(run.lines().get(0)).isEqualTo(expected.get(0));
        for (int i = 1; i < expected.size(); i++) {
            assertThat(Double.parseDouble(run.lines().get(i)))
                    .as("loss " + i)
                    .isCloseTo(Double.parseDouble(expected.get(i)), within(TOLERANCE));
        }
    }

    static Stream<Arguments> trainings() {
        return Stream.of(
                Arguments.of("digits", "torch"),
                Arguments.of("digits", "djl"),
                Arguments.of("digits", "nd4j"),
                Arguments.of("digits", "reference"),
                Arguments.of("transformer", "torch"),
                Arguments.of("transformer", "djl"),
                Arguments.of("transformer", "nd4j"),
                Arguments.of("transformer", "reference"));
    }

    @Test
    void aSecondLibtorchIsRefusedInOneLineWithASolution() throws IOException, InterruptedException {
        assumeTrue(EngineProcess.isBuilt("djl"), "the module engine-djl has not been built");

        var run = EngineProcess.run(folder, EngineProcess.crowded("djl"), Both.class);

        assertThat(run.exit()).as(String.join("\n", run.lines())).isZero();
        assertThat(run.lines())
                .last()
                .asString()
                .startsWith("engine 'djl': ")
                .contains("engine-djl")
                .contains("engine-torch")
                .contains("libtorch")
                .contains("remove ")
                .contains(" from the classpath");
    }

    /** Loads both engines, and prints the error of the second. */
    static final class Both {
        public static void main(String[] arguments) {
            Engines.named("torch");
            try {
                Engines.named("djl");
                System.out.println("both were loaded");
            } catch (EngineException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static List<String> golden(String network) throws IOException {
        try (var resource = EnginesTest.class.getResourceAsStream(network + ".losses");
                var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }
}
