package dev.vireo.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the script {@code vireo} with a fake {@code java} that prints its arguments. */
final class ScriptTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void pretendThatEverythingIsBuilt() throws IOException {
        Files.copy(Path.of("../vireo"), folder.resolve("vireo"));
        var bin = Files.createDirectories(folder.resolve("java/bin"));
        var java = Files.writeString(
                bin.resolve("java"), "#!/bin/sh\necho \"LC_ALL=$LC_ALL LC_CTYPE=$LC_CTYPE LANG=$LANG\"\necho \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        var state = Files.createDirectories(folder.resolve("target/vireo"));
        Files.writeString(state.resolve("models-torch.classpath"), folder.toString());
    }

    @Test
    void fileNamesAreUtf8WithoutALocale() throws IOException, InterruptedException {
        assertThat(started(Map.of())).startsWith("LC_ALL=C.UTF-8 LC_CTYPE= LANG=");
        assertThat(started(Map.of("LANG", "C"))).startsWith("LC_ALL=C.UTF-8 LC_CTYPE= LANG=C");
        assertThat(started(Map.of("LC_ALL", "C", "LANG", "de_DE.UTF-8")))
                .startsWith("LC_ALL=C.UTF-8 LC_CTYPE= LANG=de_DE.UTF-8");
        assertThat(started(Map.of("LC_ALL", "POSIX"))).startsWith("LC_ALL=C.UTF-8 ");
        assertThat(started(Map.of("LANG", "xx_YY.UTF-8"))).startsWith("LC_ALL=C.UTF-8 LC_CTYPE= LANG=xx_YY.UTF-8");
    }

    @Test
    void anInstalledLocaleIsKept() throws IOException, InterruptedException {
        assertThat(started(Map.of("LC_ALL", "C.UTF-8", "LANG", "C"))).startsWith("LC_ALL=C.UTF-8 LC_CTYPE= LANG=C");
    }

    @Test
    void runUsesTheSameSettingsAsOtherCommands() throws IOException, InterruptedException {
        assertThat(started(Map.of(), "run", "A.java", "B.java", "x"))
                .endsWith("-cp " + folder + " dev.vireo.models.cli.Vireo run A.java B.java x");
    }

    private String started(Map<String, String> locale, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("bash", folder.resolve("vireo").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("VIREO"));
        builder.environment().remove("LANG");
        builder.environment().putAll(locale);
        builder.environment().put("JAVA_HOME", folder.resolve("java").toString());
        var process = builder.start();
        try (var reader = process.inputReader()) {
            var text = String.join("\n", reader.lines().toList());
            assertThat(process.waitFor()).as(text).isZero();
            return text;
        }
    }
}
