package dev.vireo.models.cli;

import dev.vireo.models.data.TrainTest;
import dev.vireo.models.recipe.Description;
import dev.vireo.models.recipe.Recipe;
import dev.vireo.models.recipe.RecipeTraining;
import dev.vireo.models.recipe.Run;
import dev.vireo.tensor.DTypeException;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.DeviceException;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.file.Unfinished;
import dev.vireo.training.checkpoint.FolderLock;
import dev.vireo.training.precision.Precision;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo train digits}. */
@Command(
        name = "train",
        description = "Trains a recipe's network; its folder holds checkpoints, metrics.json and plot.png then.",
        mixinStandardHelpOptions = true)
final class Train implements Callable<Integer> {
    private static final long SEED = 42;

    @Parameters(paramLabel = "RECIPE", description = "digits or fashion-mnist")
    private String recipe = "";

    @Option(names = "--epochs", paramLabel = "N", description = "passes over the training data")
    private Optional<Integer> epochs = Optional.empty();

    @Option(names = "--precision", paramLabel = "TYPE", description = "fp32, bf16 or fp16; fp32 unless given")
    private Optional<String> precision = Optional.empty();

    @Option(names = "--device", paramLabel = "NAME", description = "cpu, cuda or cuda:1; cpu unless given")
    private Optional<String> device = Optional.empty();

    @Mixin
    private EngineOption engine = new EngineOption();

    @Option(names = "--seed", paramLabel = "N", description = "of weights, order and dropout; 42 unless given")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "folder with the data, where they are not bundled")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", description = "folder for the results; one in run/ unless given")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--resume",
            description = "go on from the last checkpoint in the folder, with the options it began with")
    private boolean resume;

    @Override
    public Integer call() {
        var chosen = Recipe.named(recipe);
        var folder = out.orElseGet(() -> Path.of("run", folderName(chosen)));
        var description = describe(chosen, resume ? Run.open(folder).description() : usual(chosen));
        var type = precision(description.precision());
        EngineOption.use(description.engine());
        checkPrecision(type);
        checkDevice(description.device());
        var samples = chosen.load(Path.of(description.data()));
        try (var lock = FolderLock.of(folder)) {
            var run = resume ? Run.resume(folder, description) : Run.create(folder, description);
            double accuracy = trained(run, samples, type, folder);
            System.out.println(String.format(Locale.ROOT, "test accuracy %.4f", accuracy));
        }
        return 0;
    }

    private double trained(Run run, TrainTest samples, Precision type, Path folder) {
        try (var training = new Unfinished(() -> tellOfTheRest(folder))) {
            return RecipeTraining.run(run, samples, type, resume);
        }
    }

    /** On a terminal the line of the progress bar is not at its end. */
    private void tellOfTheRest(Path folder) {
        System.err.println((System.console() == null ? "" : System.lineSeparator()) + "vireo: interrupted; vireo train "
                + recipe + " --resume --out " + folder
                + engine.name().map(each -> " --engine " + each).orElse("") + " goes on after its last whole epoch");
    }

    /** Shows what is not as usual, so that runs which differ do not meet. */
    private String folderName(Recipe chosen) {
        var name = new StringBuilder(chosen.id());
        epochs.ifPresent(each -> name.append("-epochs").append(each));
        precision.ifPresent(each -> name.append('-').append(each));
        device.ifPresent(each -> name.append('-').append(each.replace(":", "")));
        engine.name().ifPresent(each -> name.append('-').append(each));
        seed.ifPresent(each -> name.append("-seed").append(each));
        return name.toString();
    }

    private static Description usual(Recipe chosen) {
        var folder = chosen.folder().toString();
        return new Description(
                chosen.id(), chosen.epochs(), SEED, name(Precision.FP32), EngineOption.usual(), "cpu", folder);
    }

    private Description describe(Recipe chosen, Description base) {
        int passes = epochs.orElse(base.epochs());
        if (passes < 1) {
            throw new IllegalArgumentException("--epochs takes a number from 1 on, got " + passes);
        }
        if (data.isPresent() && chosen.isBundled()) {
            throw new IllegalArgumentException("--data does not go with " + chosen.id() + ", whose data are bundled");
        }
        return new Description(
                chosen.id(),
                passes,
                seed.orElse(base.seed()),
                precision.orElse(base.precision()),
                engine.name().orElse(base.engine()),
                device.orElse(base.device()),
                data.map(each -> each.toAbsolutePath().normalize().toString()).orElse(base.data()));
    }

    private static Precision precision(String wanted) {
        return Arrays.stream(Precision.values())
                .filter(each -> name(each).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--precision takes "
                        + Arrays.stream(Precision.values()).map(Train::name).collect(Collectors.joining(", "))
                        + "; got '" + wanted + "'"));
    }

    private static String name(Precision type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static void checkPrecision(Precision type) {
        var engine = Engines.current();
        for (var gap : engine.kernels().gaps()) {
            if (gap.operation().isEmpty() && gap.dtype() == type.lower()) {
                throw new DTypeException("--precision " + name(type) + ": the engine " + engine.name()
                        + " does not take " + gap.dtype() + ", since " + gap.reason()
                        + "; choose another --precision or another --engine");
            }
        }
    }

    private static void checkDevice(String wanted) {
        var devices = Engines.current().devices();
        if (Device.parse(wanted).isMeta()) {
            throw new DeviceException("--device meta: a network on meta has no values to train; dry runs are for code"
                    + " (Trainer.fit), here it takes "
                    + devices.stream().map(Device::toString).collect(Collectors.joining(", ")));
        }
        if (!devices.contains(Device.parse(wanted))) {
            throw new DeviceException("--device " + wanted + ": there is no such device, only "
                    + devices.stream().map(Device::toString).collect(Collectors.joining(", "))
                    + " (vireo doctor says why)");
        }
    }
}
