package dev.vireo.models.recipe;

import java.util.ArrayList;
import java.util.Optional;

/**
 * What the result of a run depends on, and all that is needed to build the run's network again. run.json holds it.
 *
 * @param recipe what is trained
 * @param options a value for each of the recipe's options
 * @param engine the engine that computes
 * @param device the device that trains, as {@link dev.vireo.tensor.Device#parse} reads it
 */
public record RunDescription(Recipe<?> recipe, OptionValues options, String engine, String device) {
    /** Describes how this run differs from another one. Folders of data do not count. */
    Optional<String> difference(RunDescription other) {
        if (!recipe.name().equals(other.recipe.name())) {
            return OptionValues.difference("recipe", recipe.name(), other.recipe.name());
        }
        var differences = new ArrayList<>(options.differences(other.options));
        OptionValues.difference("engine", engine, other.engine).ifPresent(differences::add);
        OptionValues.difference("device", device, other.device).ifPresent(differences::add);
        return differences.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", differences));
    }
}
