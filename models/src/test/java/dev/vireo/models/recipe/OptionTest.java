package dev.vireo.models.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.models.recipe.catalog.Recipes;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.precision.Precision;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OptionTest {
    private static final Option<Double> SHARE = new Option<>("share", "", OptionType.number(0, 1), 0.5);
    private static final Option<Boolean> QUICK = new Option<>("quick", "", OptionType.flag(), false);
    private static final OptionValues DEFAULTS = OptionValues.defaults(
            List.of(CommonOptions.EPOCHS, CommonOptions.PRECISION, CommonOptions.DATA, SHARE, QUICK));

    @Test
    void valuesAreTyped() {
        var values = DEFAULTS.with("epochs", "3")
                .with("precision", "bf16")
                .with("data", "some/../folder")
                .with("share", "1e-3")
                .with("quick", "true");
        int epochs = values.get(CommonOptions.EPOCHS);
        assertThat(epochs).isEqualTo(3);
        assertThat(values.get(CommonOptions.PRECISION)).isEqualTo(Precision.BF16);
        assertThat(values.get(CommonOptions.DATA)).isEqualTo(Path.of("folder").toAbsolutePath());
        assertThat(values.get(SHARE)).isEqualTo(0.001);
        assertThat(values.get(QUICK)).isTrue();
        assertThat(DEFAULTS.get(CommonOptions.EPOCHS)).isEqualTo(1);
    }

    @Test
    void parsingTheTextOfAValueGivesTheValue() {
        for (var text : new String[] {"0.3", "0.0001", "1", "0.0000000123"}) {
            var printed = DEFAULTS.with("share", text).text("share");
            assertThat(DEFAULTS.with("share", printed).get(SHARE)).isEqualTo(Double.parseDouble(text));
        }
        assertThat(DEFAULTS.with("share", "3e-4").text("share")).isEqualTo("0.0003");
    }

    @Test
    void aValueOutOfRangeIsRefused() {
        for (var text : new String[] {"-0.1", "1.1", "NaN", "-Infinity", "half", ""}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DEFAULTS.with("share", text))
                    .withMessage("takes a number from 0.0 to 1.0; got '" + text + "'");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.with("quick", "yes"))
                .withMessage("takes true or false; got 'yes'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SHARE.withDefault(2.0))
                .withMessageStartingWith("the default of --share: it takes a number from 0.0 to 1.0");
    }

    @Test
    void anOptionThatARecipeLacksIsNamed() {
        assertThatThrownBy(() -> DEFAULTS.get(CommonOptions.SEED))
                .isInstanceOf(VireoException.class)
                .hasMessage("there is no option 'seed'; there are epochs, precision, data, share, quick");
    }

    @Test
    void runsAreComparedByOptionsAndNotByPaths() {
        var others = DEFAULTS.with("epochs", "2").with("data", "elsewhere").with("quick", "true");
        assertThat(DEFAULTS.differences(others))
                .containsExactly("epochs 1 instead of 2", "quick false instead of true");
    }

    @Test
    void aTableRefusesInvalidRecipes() {
        var table = Recipes.standard();
        var toy = new ToyRegression();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.with(toy).with(toy))
                .withMessage("there are two recipes 'toy'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecipeTable.of(toy.withOptions(List.of(CommonOptions.EPOCHS))))
                .withMessage("recipe toy: it lacks the option --batch-size, which all have");
        var reserved = new Option<>("out", "", OptionType.folder(), Path.of("x"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecipeTable.of(toy.withMore(reserved)))
                .withMessage("recipe toy: there is another option --out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecipeTable.of(toy.withMore(CommonOptions.EPOCHS)))
                .withMessage("recipe toy: there is another option --epochs");
    }
}
