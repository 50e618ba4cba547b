package dev.vireo.models.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.models.cli.Vireo;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the command line with engines that need a separate process. */
final class EngineCommandsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"djl", "nd4j"})
    void evaluatesAndExportsWhatTorchTrained(String engine) throws IOException, InterruptedException {
        var run = vireo("torch", 0, "train", "digits", "--epochs", "2", "--out", "run");
        var accuracy = run.lines().get(run.lines().size() - 1);
        assertThat(vireo(engine, 0, "evaluate", "run", "--engine", engine).lines())
                .containsExactly(accuracy);
        assertThat(vireo(engine, 0, "export", "run", "--onnx", "digits.onnx", "--engine", engine)
                        .lines())
                .singleElement()
                .asString()
                .startsWith("wrote digits.onnx, largest difference in ONNX Runtime");
    }

    @Test
    void aPrecisionThatTheEngineLacksIsRefusedBeforeAnyWork() throws IOException, InterruptedException {
        var run = vireo("djl", 2, "train", "digits", "--engine", "djl", "--precision", "bf16", "--out", "run");
        assertThat(run.lines())
                .singleElement()
                .asString()
                .startsWith("vireo: --precision bf16: the engine djl does not take bfloat16, since ")
                .endsWith("; choose another --precision or another --engine");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    private EngineProcess.Result vireo(String engine, int exit, String... arguments)
            throws IOException, InterruptedException {
        assumeTrue(EngineProcess.isBuilt(engine), "the module engine-" + engine + " has not been built");
        var run = EngineProcess.run(folder, EngineProcess.classpath(engine), Vireo.class, arguments);
        assertThat(run.exit()).as(String.join("\n", run.lines())).isEqualTo(exit);
        return run;
    }
}
