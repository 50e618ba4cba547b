package dev.vireo.models.cli;

import dev.vireo.models.recipe.Run;
import dev.vireo.training.Evaluation;
import dev.vireo.training.metric.Metric;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo evaluate DIR}. */
@Command(name = "evaluate", description = "Tests a trained network.", mixinStandardHelpOptions = true)
final class Evaluate implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "what train wrote")
    private Path folder = Path.of("");

    @Option(names = "--data", paramLabel = "DIR", description = "folder with the data, where it is no longer the run's")
    private Optional<Path> data = Optional.empty();

    @Mixin
    private EngineOption engine = new EngineOption();

    @Override
    public Integer call() {
        engine.use();
        var run = Run.open(folder);
        try (var net = run.network();
                var test = run.testData(data).batches(256)) {
            double accuracy = Evaluation.of(net, test, Metric.accuracy());
            System.out.println(String.format(Locale.ROOT, "test accuracy %.4f", accuracy));
        }
        return 0;
    }
}
