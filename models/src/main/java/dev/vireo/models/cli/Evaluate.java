package dev.vireo.models.cli;

import dev.vireo.models.recipe.Recipe;
import dev.vireo.models.recipe.Run;
import dev.vireo.training.Classification;
import dev.vireo.training.Precision;
import dev.vireo.training.optimizer.AdamW;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code vireo evaluate DIR}. */
@Command(name = "evaluate", description = "Tests a trained network.", mixinStandardHelpOptions = true)
final class Evaluate implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "what train wrote")
    private Path folder = Path.of("");

    @Override
    public Integer call() {
        var run = Run.open(folder);
        var description = run.description();
        var test = Recipe.named(description.recipe())
                .load(Path.of(description.data()))
                .test();
        try (var net = run.network();
                var none = AdamW.of(0).over(net.parameters())) {
            double accuracy = new Classification(net, none, Precision.FP32).accuracy(test.batches(256));
            System.out.println(String.format(Locale.ROOT, "test accuracy %.4f", accuracy));
        }
        return 0;
    }
}
