package dev.vireo.models.cli;

import dev.vireo.formats.onnx.Onnx;
import dev.vireo.models.recipe.Capability;
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
import picocli.CommandLine.ParentCommand;

/** {@code vireo export DIR --onnx FILE}: writes a trained network as ONNX. */
@Command(
        name = "export",
        description = "Writes a trained network as ONNX and compares it with ONNX Runtime.",
        mixinStandardHelpOptions = true)
final class Export implements Callable<Integer> {
    private static final int SAMPLES = 256;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Vireo vireo;

    @Parameters(paramLabel = "DIR", description = "folder of a run, written by vireo train")
    private Path folder = Path.of("");

    @Option(names = "--onnx", paramLabel = "FILE", required = true, description = "the file to write")
    private Path file = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "folder with the data, if they have moved since the training")
    private Optional<Path> data = Optional.empty();

    @Mixin
    private EngineOption engine = new EngineOption();

    @Override
    public Integer call() {
        engine.use();
        WholeFile.requirePlace(file);
        var run = Run.open(folder, vireo.recipes());
        run.require(Capability.EXPORT);
        var test = run.testData(data);
        try (var net = run.network();
                var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var places = IntStream.range(0, Math.min(SAMPLES, test.size())).toArray();
            var inputs = net.inputs(test.gather(places));
            try (var trace = net.trace(test.gather(0, 1))) {
                OnnxFile.write(file, inputs, net.outputs(inputs), place -> Onnx.export(trace, place));
            }
        }
        return 0;
    }
}
