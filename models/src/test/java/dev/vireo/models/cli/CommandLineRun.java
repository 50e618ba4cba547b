package dev.vireo.models.cli;

import dev.vireo.models.recipe.RecipeTable;
import dev.vireo.models.recipe.catalog.Recipes;
import dev.vireo.tensor.Engines;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The exit code and the output of a command that ran in this process. Restores the engine of the process. */
record CommandLineRun(int exit, String out, String err) {
    static CommandLineRun of(String... arguments) {
        return of(Recipes.standard(), arguments);
    }

    static CommandLineRun of(RecipeTable recipes, String... arguments) {
        var engine = Engines.preferred();
        var out = System.out;
        var err = System.err;
        var printed = new ByteArrayOutputStream();
        var complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        try {
            int exit = new Vireo(recipes).execute(arguments);
            return new CommandLineRun(
                    exit, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
            Engines.use(engine);
        }
    }

    String lastLine() {
        return out.lines().reduce((first, second) -> second).orElse("");
    }
}
