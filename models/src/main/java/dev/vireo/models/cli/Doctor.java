package dev.vireo.models.cli;

import dev.vireo.tensor.Engines;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code vireo doctor}. */
@Command(
        name = "doctor",
        description = "Shows the engine, its versions, devices and threads, and why CUDA is or is not available.",
        mixinStandardHelpOptions = true)
final class Doctor implements Callable<Integer> {
    @Override
    public Integer call() {
        var engine = Engines.current();
        System.out.println("java      " + Runtime.version());
        System.out.println("engines   " + Engines.names());
        System.out.println("engine    " + engine.name());
        engine.diagnosis().forEach((what, value) -> System.out.printf("%-9s %s%n", what, value));
        engine.kernels().gaps().forEach(gap -> System.out.printf("%-9s %s%n", "cannot", gap));
        return 0;
    }
}
