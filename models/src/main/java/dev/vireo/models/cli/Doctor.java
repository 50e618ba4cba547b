package dev.vireo.models.cli;

import dev.vireo.tensor.Engines;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code vireo doctor}: reports engines, versions and devices. */
@Command(
        name = "doctor",
        description =
                "Shows the engines on the classpath, and of the current engine its versions, devices and threads, and whether CUDA is available, or why not.",
        mixinStandardHelpOptions = true)
final class Doctor implements Callable<Integer> {
    @Mixin
    private EngineOption wanted = new EngineOption();

    @Override
    public Integer call() {
        wanted.use();
        var engine = Engines.current();
        print("java", Runtime.version());
        print("engines", String.join(", ", Engines.names()));
        print("engine", engine.name() + ", " + reason());
        engine.diagnosis().forEach(Doctor::print);
        engine.kernels().gaps().forEach(gap -> print("cannot", gap));
        return 0;
    }

    private String reason() {
        if (wanted.name().isPresent()) {
            return "as --engine says";
        }
        var variable = System.getenv(Engines.VARIABLE);
        return variable == null || variable.isBlank()
                ? "the first of these; " + Engines.VARIABLE + " chooses another"
                : "as " + Engines.VARIABLE + " says";
    }

    private static void print(String what, Object value) {
        System.out.printf("%-10s %s%n", what, value);
    }
}
