package dev.vireo.models.cli;

import dev.vireo.tensor.VireoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vireo run FILE.java... [ARGUMENT...]}: compiles source files and runs the program in them. */
@Command(
        name = "run",
        description = {
            "Compiles Java source files in memory and runs the program in them.",
            "The first file, or the only one of a folder, has the main method. Arguments of the program follow the files;"
                    + " -- separates arguments that are themselves names of Java files."
        },
        mixinStandardHelpOptions = true)
final class RunProgram implements Callable<Integer> {
    private static final String SEPARATOR = "--";

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE.java|DIR|ARGUMENT",
            description = "source files or a folder with source files, then the program's arguments")
    private List<String> words = List.of();

    @Mixin
    private EngineOption engine = new EngineOption();

    @Override
    public Integer call() {
        engine.name().ifPresent(EngineOption::use);
        var first = Path.of(words.get(0));
        int count = Files.isDirectory(first) ? 1 : leadingFiles();
        var program = Files.isDirectory(first) ? SourceProgram.ofFolder(first) : SourceProgram.ofFiles(files(count));
        var arguments = new ArrayList<>(words.subList(count, words.size()));
        if (!arguments.isEmpty() && arguments.get(0).equals(SEPARATOR)) {
            arguments.remove(0);
        }
        return program.run(arguments.toArray(String[]::new));
    }

    private int leadingFiles() {
        int count = 0;
        while (count < words.size() && words.get(count).endsWith(".java")) {
            count++;
        }
        if (count == 0) {
            throw new VireoException("run: '" + words.get(0)
                    + "' is neither a Java file nor a folder; expected one, as in vireo run examples/TrainDigits.java");
        }
        return count;
    }

    private List<Path> files(int count) {
        var files = words.subList(0, count).stream().map(Path::of).distinct().toList();
        for (var file : files) {
            if (!Files.isRegularFile(file)) {
                throw new VireoException("run: there is no file " + file);
            }
        }
        return files;
    }
}
