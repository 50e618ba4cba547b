package dev.vireo.models.cli;

import dev.vireo.tensor.Engines;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a command came to: its exit code and what it printed. The engine of the process is as before, then. */
record CommandLineRun(int exit, String out, String err) {
    static CommandLineRun of(String... arguments) {
        var engine = Engines.preferred();
        var out = System.out;
        var err = System.err;
        var printed = new ByteArrayOutputStream();
        var complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        try {
            int exit = Vireo.run(arguments);
            return new CommandLineRun(
                    exit, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
            Engines.use(engine);
        }
    }

    String lastLine() {
        return out.lines().reduce((first, second) -> second).orElse("");
    }
}
