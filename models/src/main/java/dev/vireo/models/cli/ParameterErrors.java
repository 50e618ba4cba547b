package dev.vireo.models.cli;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Describes errors in the arguments of a command in one line that also says what is expected. */
final class ParameterErrors {
    private ParameterErrors() {}

    static String line(ParameterException e) {
        var command = e.getCommandLine().getCommandSpec();
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unknown(command, unmatched);
        }
        if (lacksSubcommand(e.getCommandLine())) {
            return command.qualifiedName() + " takes a " + kind(command) + ": " + String.join(", ", names(command));
        }
        return Failures.firstLine(e) + "; " + command.qualifiedName() + " --help shows its options";
    }

    private static String unknown(CommandSpec command, UnmatchedArgumentException e) {
        var argument = e.getUnmatched().get(0);
        if (e.isUnknownOption()) {
            var similar = e.getSuggestions().stream().findFirst();
            return command.qualifiedName() + ": unknown option '" + argument + "'; "
                    + similar.map(each -> "did you mean " + each + "? ").orElse("") + "there are "
                    + String.join(", ", options(command));
        }
        return command.subcommands().isEmpty()
                ? command.qualifiedName() + ": unexpected argument '" + argument + "'"
                : "unknown " + kind(command) + " '" + argument + "'; there are " + String.join(", ", names(command));
    }

    private static boolean lacksSubcommand(CommandLine command) {
        return !command.getSubcommands().isEmpty()
                && command.getParseResult() != null
                && !command.getParseResult().hasSubcommand();
    }

    /** The kind of the subcommands: {@code recipe}, {@code command}. */
    private static String kind(CommandSpec command) {
        return command.usageMessage()
                .synopsisSubcommandLabel()
                .replaceAll("[^A-Z]", "")
                .toLowerCase(Locale.ROOT);
    }

    private static List<String> names(CommandSpec command) {
        return List.copyOf(command.subcommands().keySet());
    }

    private static List<String> options(CommandSpec command) {
        return command.options().stream().map(OptionSpec::longestName).sorted().toList();
    }
}
