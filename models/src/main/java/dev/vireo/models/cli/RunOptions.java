package dev.vireo.models.cli;

import dev.vireo.models.recipe.Run;
import dev.vireo.training.data.Dataset;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The run that a command reads, its data, and the engine: options of all commands that use a trained network. */
final class RunOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Parameters(paramLabel = "DIR", description = "folder of a run, written by vireo train")
    private Path folder = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "folder with the data, if they have moved since the training")
    private Optional<Path> data = Optional.empty();

    @Mixin
    private EngineOption engine = new EngineOption();

    /** Sets the engine of the process and opens the run. */
    Run open() {
        engine.use();
        var vireo = (Vireo) command.root().userObject();
        return Run.open(folder, vireo.recipes());
    }

    /** The data that the run's network is tested on. */
    Dataset testData(Run run) {
        return run.testData(data);
    }
}
