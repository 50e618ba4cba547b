package dev.vireo.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs programs in one file, in several files and in a folder. */
final class RunProgramTest {
    private static final String MAIN = """
            import dev.vireo.tensor.Tensor;

            class Main {
                public static void main(String[] arguments) {
                    System.out.println(Helper.text() + String.join(",", arguments));
                }
            }
            """;
    private static final String HELPER = """
            class Helper {
                static String text() {
                    return "arguments ";
                }
            }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void severalFilesThenArguments() throws IOException {
        var main = file("Main.java", MAIN);
        var helper = file("Helper.java", HELPER);
        assertThat(printed("run", main, helper)).isEqualTo("arguments ");
        assertThat(printed("run", main, helper, "a", "--epochs", "3", "--help"))
                .isEqualTo("arguments a,--epochs,3,--help");
        assertThat(printed("run", main, helper, "--", "Other.java", "--")).isEqualTo("arguments Other.java,--");
        assertThat(printed("run", main, helper, main)).isEqualTo("arguments ");
    }

    @Test
    void aFolderWithPackages() throws IOException {
        Files.createDirectories(folder.resolve("app/parts"));
        file("app/parts/Part.java", "package app.parts; public record Part(int value) {}");
        file("app/Start.java", """
                package app;

                import app.parts.Part;

                public class Start {
                    public static void main(String[] arguments) throws InterruptedException {
                        new Thread(() -> {
                            pause();
                            System.out.println(new Part(arguments.length));
                        }).start();
                    }

                    private static void pause() {
                        try {
                            Thread.sleep(200);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }
                """);
        assertThat(printed("run", folder.toString(), "x.java", "y")).isEqualTo("Part[value=2]");
    }

    @Test
    void anExceptionGivesExitCodeOneAndTheProgramsStackFrames() throws IOException {
        var main = file("Fails.java", """
                class Fails {
                    public static void main(String[] arguments) {
                        throw new IllegalStateException("on purpose");
                    }
                }
                """);
        var run = CommandLineRun.of("run", main);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines())
                .containsExactly(
                        "Exception in thread \"main\" java.lang.IllegalStateException: on purpose",
                        "\tat Fails.main(Fails.java:3)");
    }

    @Test
    void programsThatCannotBeRunGiveOneLine() throws IOException {
        refused("run: 'nothing' is neither a Java file nor a folder", "nothing");
        refused("run: there is no file Nothing.java", "Nothing.java");
        refused("holds no Java files", folder.toString());
        var helper = file("Helper.java", HELPER);
        refused("Helper.java has no class with a method public static void main", helper);
        refused("has 0 files with a method public static void main", folder.toString());
        file("One.java", "class One { public static void main(String[] arguments) {} }");
        file("Two.java", "class Two { public static void main(String[] arguments) {} }");
        refused("has 2 files with a method public static void main(String[]), ", folder.toString());
    }

    @Test
    void errorsOfTheCompilerAreShown() throws IOException {
        var wrong = file("Wrong.java", "class Wrong { int x = true; }");
        var run = CommandLineRun.of("run", wrong);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("Wrong.java:1: error: incompatible types")
                .endsWith(String.format("vireo: run: the program does not compile%n"));
    }

    private static void refused(String message, String program) {
        var run = CommandLineRun.of("run", program);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains(message);
        assertThat(run.exit()).isEqualTo(2);
    }

    private static String printed(String... arguments) {
        var run = CommandLineRun.of(arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        return run.lastLine();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
