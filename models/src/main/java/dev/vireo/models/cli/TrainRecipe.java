package dev.vireo.models.cli;

import dev.vireo.models.recipe.CommonOptions;
import dev.vireo.models.recipe.OptionValues;
import dev.vireo.models.recipe.Recipe;
import dev.vireo.models.recipe.RecipeTable;
import dev.vireo.models.recipe.RecipeTraining;
import dev.vireo.models.recipe.Run;
import dev.vireo.models.recipe.RunDescription;
import dev.vireo.tensor.file.Unfinished;
import dev.vireo.training.checkpoint.FolderLock;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vireo train digits}: trains one recipe. These options are common to all; the recipe's own are added to them. */
@Command
final class TrainRecipe implements Callable<Integer> {
    private final RecipeTable recipes;
    private final Recipe<?> recipe;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(names = "--device", paramLabel = "NAME", description = "cpu, cuda or cuda:1; cpu unless given")
    private Optional<String> device = Optional.empty();

    @Mixin
    private EngineOption engine = new EngineOption();

    @Option(names = "--out", paramLabel = "DIR", description = "folder of the run; one in run/ unless given")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--resume",
            description = "continue from the last checkpoint in the folder, with the options of the run")
    private boolean resume;

    TrainRecipe(RecipeTable recipes, Recipe<?> recipe) {
        this.recipes = recipes;
        this.recipe = recipe;
    }

    @Override
    public Integer call() {
        var given = given();
        var folder = out.orElseGet(
                () -> Path.of("run", FolderName.of(recipe, applied(given, defaults()), given.keySet(), others())));
        var description = resume ? describe(given, Run.open(folder, recipes).description()) : describe(given);
        EngineOption.use(description.engine());
        Supported.precision(description.options().get(CommonOptions.PRECISION));
        Supported.device(description.device());
        var data = recipe.data(description.options());
        try (var lock = FolderLock.of(folder)) {
            var run = resume ? Run.resume(folder, description, recipes) : Run.create(folder, description, recipes);
            try (var training = new Unfinished(() -> sayHowToContinue(folder))) {
                MetricOutput.print(RecipeTraining.run(run, data, resume));
            }
        }
        return 0;
    }

    /** The recipe's options that stand on the command line, as text. */
    private Map<String, String> given() {
        var parsed = command.commandLine().getParseResult();
        var given = new LinkedHashMap<String, String>();
        for (var option : recipe.options()) {
            if (parsed.hasMatchedOption(option.flag())) {
                given.put(option.name(), String.valueOf(parsed.<Object>matchedOptionValue(option.flag(), "")));
            }
        }
        return given;
    }

    private OptionValues defaults() {
        return OptionValues.defaults(recipe.options());
    }

    private RunDescription describe(Map<String, String> given) {
        return describe(given, new RunDescription(recipe, defaults(), EngineOption.usual(), "cpu"));
    }

    /** Replaces some of the run's options by the given ones. */
    private RunDescription describe(Map<String, String> given, RunDescription base) {
        boolean isOfRecipe = base.recipe().name().equals(recipe.name()); // else resuming refuses it
        return new RunDescription(
                recipe,
                applied(given, isOfRecipe ? base.options() : defaults()),
                engine.name().orElse(base.engine()),
                device.orElse(base.device()));
    }

    private static OptionValues applied(Map<String, String> given, OptionValues values) {
        for (var each : given.entrySet()) {
            try {
                values = values.with(each.getKey(), each.getValue());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("--" + each.getKey() + " " + e.getMessage(), e);
            }
        }
        return values;
    }

    /** Further values on the command line that distinguish runs. */
    private List<String> others() {
        return Stream.of(device, engine.name()).flatMap(Optional::stream).toList();
    }

    /** On a terminal, the cursor may be at the end of the progress bar. */
    private void sayHowToContinue(Path folder) {
        System.err.println((System.console() == null ? "" : System.lineSeparator()) + "vireo: interrupted; vireo train "
                + recipe.name() + " --resume --out " + folder
                + engine.name().map(each -> " --engine " + each).orElse("")
                + " continues after its last complete epoch");
    }
}
