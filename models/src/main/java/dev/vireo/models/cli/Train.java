package dev.vireo.models.cli;

import dev.vireo.models.recipe.Option;
import dev.vireo.models.recipe.Recipe;
import dev.vireo.models.recipe.RecipeTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code vireo train RECIPE}: a subcommand for each recipe of the table, with the recipe's options. */
final class Train {
    private Train() {}

    static CommandSpec command(RecipeTable recipes) {
        var command = CommandSpec.create().name("train").mixinStandardHelpOptions(true);
        command.usageMessage()
                .synopsisSubcommandLabel("RECIPE")
                .description(
                        "Trains the network of a recipe.",
                        "The folder of the run then holds checkpoints, metrics.json and plot.png.")
                .commandListHeading("%nRecipes:%n")
                .footer("", "vireo train RECIPE --help shows the options of a recipe.");
        recipes.recipes().forEach(recipe -> command.addSubcommand(recipe.name(), command(recipes, recipe)));
        return command;
    }

    private static CommandSpec command(RecipeTable recipes, Recipe<?> recipe) {
        var command = CommandSpec.forAnnotatedObject(new TrainRecipe(recipes, recipe))
                .name(recipe.name())
                .mixinStandardHelpOptions(true);
        command.usageMessage().description("Trains " + recipe.summary() + ".");
        recipe.options().forEach(option -> command.addOption(spec(option)));
        return command;
    }

    /** Values stay text here: the option itself parses and checks them, as it does those of run.json. */
    private static OptionSpec spec(Option<?> option) {
        var spec = OptionSpec.builder(option.flag());
        if (option.type().isFlag()) {
            return spec.type(Boolean.class)
                    .arity("0")
                    .description(option.description())
                    .build();
        }
        return spec.type(String.class)
                .paramLabel(option.type().label())
                .description(option.description() + "; " + option.printedDefault() + " unless given")
                .build();
    }
}
