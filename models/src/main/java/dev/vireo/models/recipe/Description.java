package dev.vireo.models.recipe;

import java.util.ArrayList;
import java.util.Optional;

/**
 * What a run is: all that its weights depend on, as run.json has it.
 *
 * @param precision as the command line names it
 * @param data the folder of the data, from the root; empty for bundled ones
 */
public record Description(
        String recipe, int epochs, long seed, String precision, String engine, String device, String data) {
    /** Where this run differs from another one, in words; where the data lie does not count. */
    Optional<String> difference(Description other) {
        var differences = new ArrayList<String>();
        note(differences, "recipe", recipe, other.recipe);
        note(differences, "epochs", epochs, other.epochs);
        note(differences, "seed", seed, other.seed);
        note(differences, "precision", precision, other.precision);
        note(differences, "engine", engine, other.engine);
        note(differences, "device", device, other.device);
        return differences.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", differences));
    }

    private static void note(ArrayList<String> differences, String what, Object own, Object others) {
        if (!own.equals(others)) {
            differences.add(what + " " + own + " instead of " + others);
        }
    }
}
