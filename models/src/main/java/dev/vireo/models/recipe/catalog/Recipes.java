package dev.vireo.models.recipe.catalog;

import dev.vireo.models.recipe.RecipeTable;

/** The table of the recipes that come with Vireo. */
public final class Recipes {
    private static final RecipeTable STANDARD = RecipeTable.of(
            new DigitsRecipe(), //
            new FashionMnistRecipe());

    private Recipes() {}

    /** All of them. An application adds its own by {@link RecipeTable#with}. */
    public static RecipeTable standard() {
        return STANDARD;
    }
}
