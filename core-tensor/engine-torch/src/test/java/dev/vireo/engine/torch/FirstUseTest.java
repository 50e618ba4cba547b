package dev.vireo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts a process as a user does for the first time, when the native libraries are not unpacked yet. */
final class FirstUseTest {
    private static final Path SYSTEMS = Path.of("/usr/lib/x86_64-linux-gnu/libtorch_cpu.so");

    @TempDir
    private Path cache;

    /** Without Vireo's own unpacking, JavaCPP would load both versions, and the process would crash. */
    @Test
    @Tag("slow") // unpacks 360 MB
    void loadsItsOwnLibtorchEvenIfTheSystemHasAnother() throws IOException, InterruptedException {
        assumeTrue(Files.exists(SYSTEMS), "needs Debian's libtorch-dev, which brings " + SYSTEMS);
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.bytedeco.javacpp.cachedir=" + cache,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Program.class.getName())
                .directory(cache.toFile())
                .redirectErrorStream(true)
                .start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.lines()).containsExactly("3.0");
            assertThat(process.waitFor()).isZero();
        }
    }

    /** Adds two numbers. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            System.out.println(Tensor.ones(1).add(2).item());
        }
    }
}
