package dev.vireo.models.cli;

import dev.vireo.models.recipe.Run;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.file.WholeFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo export DIR --onnx FILE}. */
@Command(
        name = "export",
        description = "Writes a trained network as ONNX and compares it with ONNX Runtime.",
        mixinStandardHelpOptions = true)
final class Export implements Callable<Integer> {
    private static final int SAMPLES = 256;

    @Parameters(paramLabel = "DIR", description = "what train wrote")
    private Path folder = Path.of("");

    @Option(names = "--onnx", paramLabel = "FILE", required = true, description = "the file to write")
    private Path file = Path.of("");

    @Option(names = "--data", paramLabel = "DIR", description = "folder with the data, where it is no longer the run's")
    private Optional<Path> data = Optional.empty();

    @Mixin
    private EngineOption engine = new EngineOption();

    @Override
    public Integer call() {
        engine.use();
        WholeFile.requirePlace(file);
        var run = Run.open(folder);
        var test = run.testData(data);
        try (var net = run.network();
                var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var places = IntStream.range(0, Math.min(SAMPLES, test.size())).toArray();
            var input = test.gather(places).input();
            OnnxFile.write(net, input, file);
        }
        return 0;
    }
}
