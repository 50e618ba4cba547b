package dev.vireo.models.cli;

import dev.vireo.models.recipe.Option;
import dev.vireo.models.recipe.OptionValues;
import dev.vireo.models.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The default name of a run's folder: the recipe and the options given on the command line, so that different runs get
 * different folders. {@code digits-epochs30-bf16}.
 */
final class FolderName {
    private FolderName() {}

    /**
     * Names a folder.
     *
     * @param given the names of the recipe's options that stand on the command line
     * @param others further values that stand there
     */
    static String of(Recipe<?> recipe, OptionValues values, Set<String> given, List<String> others) {
        var parts = new ArrayList<>(List.of(recipe.name()));
        recipe.options().stream()
                .filter(option ->
                        given.contains(option.name()) && !option.type().isPlace())
                .forEach(option -> parts.add(part(option, values.text(option.name()))));
        others.forEach(each -> parts.add(each.replace(":", "")));
        return String.join("-", parts);
    }

    private static String part(Option<?> option, String value) {
        if (option.type().isFlag()) {
            return option.name();
        }
        return option.type().isWord() ? value : option.name() + value;
    }
}
