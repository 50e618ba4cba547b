package dev.vireo.models.cli;

import dev.vireo.models.recipe.Capability;
import dev.vireo.models.recipe.RecipeTraining;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code vireo evaluate DIR}: prints the metrics of a trained network on the test data. */
@Command(
        name = "evaluate",
        description = "Measures a trained network on the test data.",
        mixinStandardHelpOptions = true)
final class Evaluate implements Callable<Integer> {
    @Mixin
    private RunOptions options = new RunOptions();

    @Override
    public Integer call() {
        var run = options.open();
        run.require(Capability.EVALUATE);
        try (var net = run.network();
                var test = options.testData(run).batches(RecipeTraining.MEASURED_TOGETHER)) {
            MetricOutput.print(net.test(test));
        }
        return 0;
    }
}
