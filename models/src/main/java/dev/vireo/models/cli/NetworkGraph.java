package dev.vireo.models.cli;

import dev.vireo.models.picture.TracePicture;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.file.WholeFile;
import dev.vireo.tensor.trace.Trace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vireo graph DIR}: draws a trained network. */
@Command(
        name = "graph",
        description = "Draws a trained network: operations by layer, with shapes.",
        mixinStandardHelpOptions = true)
final class NetworkGraph implements Callable<Integer> {
    private static final Map<String, Function<Trace, String>> FORMATS =
            Map.of(".svg", TracePicture::svg, ".dot", TracePicture::dot);

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "the file to write, .svg or .dot; without it, text for Graphviz goes to standard output")
    private Optional<Path> file = Optional.empty();

    @Override
    public Integer call() {
        var format = file.map(NetworkGraph::format).orElse(TracePicture::dot);
        file.ifPresent(WholeFile::requirePlace);
        var run = options.open();
        var test = options.testData(run);
        try (var net = run.network();
                var scope = TensorScope.open();
                var trace = net.trace(test.gather(0, 1))) {
            write(format.apply(trace));
        }
        return 0;
    }

    private void write(String picture) {
        if (file.isEmpty()) {
            System.out.print(picture);
            return;
        }
        WholeFile.write(file.get(), picture.getBytes(StandardCharsets.UTF_8));
        System.out.println("wrote " + file.get());
    }

    private static Function<Trace, String> format(Path file) {
        var name = file.toString().toLowerCase(Locale.ROOT);
        return FORMATS.entrySet().stream()
                .filter(format -> name.endsWith(format.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(
                        () -> new VireoException("graph: --out takes a file that ends in .svg or .dot; got " + file));
    }
}
