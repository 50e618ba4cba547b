package dev.vireo.models.cli;

import dev.vireo.models.recipe.Recipe;
import dev.vireo.models.recipe.Run;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.DeviceException;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Generator;
import dev.vireo.training.Classification;
import dev.vireo.training.EpochReport;
import dev.vireo.training.Precision;
import dev.vireo.training.optimizer.AdamW;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo train digits}. */
@Command(name = "train", description = "Trains a recipe's network and saves it.", mixinStandardHelpOptions = true)
final class Train implements Callable<Integer> {
    @Parameters(paramLabel = "RECIPE", description = "digits or fashion-mnist")
    private String recipe = "";

    @Option(names = "--epochs", description = "passes over the training data")
    private Optional<Integer> epochs = Optional.empty();

    @Option(names = "--precision", description = "fp32 or bf16", defaultValue = "fp32")
    private String precision = "fp32";

    @Option(names = "--device", description = "cpu", defaultValue = "cpu")
    private String device = "cpu";

    @Option(names = "--engine", description = "which engine computes")
    private Optional<String> engine = Optional.empty();

    @Option(names = "--seed", description = "of weights, order and dropout", defaultValue = "42")
    private long seed = 42;

    @Option(names = "--data", description = "folder with the data", defaultValue = "/usr/share/datasets/fashion-mnist")
    private Path data = Path.of("");

    @Option(names = "--out", description = "folder for the results")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() {
        var chosen = Recipe.named(recipe);
        var type = precision();
        int passes = epochs.orElse(chosen.epochs());
        if (passes < 1) {
            throw new IllegalArgumentException("--epochs takes a number from 1 on, got " + passes);
        }
        engine.ifPresent(Engines::use);
        checkDevice();
        var samples = chosen.load(data);
        var run = Run.create(out.orElse(Path.of("run", chosen.id())));
        Generator.seeded(seed).use();
        try (var net = chosen.network();
                var optimizer = AdamW.of(chosen.learningRate()).over(net.parameters())) {
            var classification = new Classification(net, optimizer, type);
            var test = samples.test().batches(256);
            var reports = classification.fit(
                    samples.train().shuffled(seed).batches(chosen.batchSize()), test, passes, Train::print);
            double accuracy = reports.get(reports.size() - 1).accuracy();
            var description = new Run.Description(chosen.id(), seed, precision, data.toString());
            run.save(description, net, new Run.Metrics(reports, accuracy));
            System.out.println(String.format(Locale.ROOT, "test accuracy %.4f", accuracy));
        }
        return 0;
    }

    private Precision precision() {
        return switch (precision) {
            case "fp32" -> Precision.FP32;
            case "bf16" -> Precision.BF16;
            default -> throw new IllegalArgumentException("--precision takes fp32 or bf16, got '" + precision + "'");
        };
    }

    /** The data live in Java's memory and the network on the CPU: other devices are refused by name. */
    private void checkDevice() {
        var wanted = Device.parse(device);
        if (!Engines.current().devices().contains(wanted) || !wanted.isCpu()) {
            throw new DeviceException("--device " + device + " cannot be trained on; there is " + Device.CPU
                    + " (vireo doctor says why)");
        }
    }

    private static void print(EpochReport report) {
        System.out.println(String.format(
                Locale.ROOT,
                "epoch %d  loss %.4f  accuracy %.4f  %.1f s  %.0f samples/s",
                report.epoch(),
                report.loss(),
                report.accuracy(),
                report.seconds(),
                report.samplesPerSecond()));
    }
}
