package dev.vireo.models.cli;

import dev.vireo.models.recipe.Capability;
import dev.vireo.models.recipe.RecipeTraining;
import dev.vireo.models.recipe.Run;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vireo evaluate DIR}: prints the metrics of a trained network on the test data. */
@Command(
        name = "evaluate",
        description = "Measures a trained network on the test data.",
        mixinStandardHelpOptions = true)
final class Evaluate implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Vireo vireo;

    @Parameters(paramLabel = "DIR", description = "folder of a run, written by vireo train")
    private Path folder = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "folder with the data, if they have moved since the training")
    private Optional<Path> data = Optional.empty();

    @Mixin
    private EngineOption engine = new EngineOption();

    @Override
    public Integer call() {
        engine.use();
        var run = Run.open(folder, vireo.recipes());
        run.require(Capability.EVALUATE);
        try (var net = run.network();
                var test = run.testData(data).batches(RecipeTraining.MEASURED_TOGETHER)) {
            MetricOutput.print(net.test(test));
        }
        return 0;
    }
}
