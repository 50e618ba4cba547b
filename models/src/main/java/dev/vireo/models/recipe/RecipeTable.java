package dev.vireo.models.recipe;

import dev.vireo.tensor.VireoException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Recipes by name. The command line trains those of the table that it is given. Immutable. */
public final class RecipeTable {
    /** Options that {@code vireo train} has for every recipe. */
    private static final Set<String> RESERVED = Set.of("out", "resume", "engine", "device", "help", "version");

    private final Map<String, Recipe<?>> recipes;

    private RecipeTable(Map<String, Recipe<?>> recipes) {
        this.recipes = Collections.unmodifiableMap(recipes);
    }

    /**
     * A table of these recipes.
     *
     * @throws IllegalArgumentException if two have the same name, or the options of one are not as they must be
     */
    public static RecipeTable of(Recipe<?>... recipes) {
        var table = new RecipeTable(Map.of());
        for (var recipe : recipes) {
            table = table.with(recipe);
        }
        return table;
    }

    /**
     * The same table with one more recipe, at its end.
     *
     * @throws IllegalArgumentException if there is one of that name, or its options are not as they must be
     */
    public RecipeTable with(Recipe<?> recipe) {
        requireOptions(recipe);
        var more = new LinkedHashMap<>(recipes);
        if (more.put(recipe.name(), recipe) != null) {
            throw new IllegalArgumentException("there are two recipes '" + recipe.name() + "'");
        }
        return new RecipeTable(more);
    }

    /** All recipes, in the order in which they were added. */
    public List<Recipe<?>> recipes() {
        return List.copyOf(recipes.values());
    }

    /**
     * A recipe by name.
     *
     * @throws VireoException if there is none of that name
     */
    public Recipe<?> named(String name) {
        var recipe = recipes.get(name);
        if (recipe == null) {
            throw new VireoException("unknown recipe '" + name + "'; there are " + String.join(", ", recipes.keySet()));
        }
        return recipe;
    }

    private static void requireOptions(Recipe<?> recipe) {
        var names = recipe.options().stream().map(Option::name).toList();
        for (var required : CommonOptions.REQUIRED) {
            if (!names.contains(required.name())) {
                throw new IllegalArgumentException(
                        "recipe " + recipe.name() + ": it lacks the option " + required.flag() + ", which all have");
            }
        }
        for (var name : names) {
            if (RESERVED.contains(name) || Collections.frequency(names, name) > 1) {
                throw new IllegalArgumentException("recipe " + recipe.name() + ": there is another option --" + name);
            }
        }
    }
}
