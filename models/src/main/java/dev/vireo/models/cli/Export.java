package dev.vireo.models.cli;

import dev.vireo.formats.onnx.Onnx;
import dev.vireo.models.recipe.Capability;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.file.WholeFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vireo export DIR --onnx FILE}: writes a trained network as ONNX. */
@Command(
        name = "export",
        description = "Writes a trained network as ONNX and compares it with ONNX Runtime.",
        mixinStandardHelpOptions = true)
final class Export implements Callable<Integer> {
    private static final int SAMPLES = 256;

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(names = "--onnx", paramLabel = "FILE", required = true, description = "the file to write")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        WholeFile.requirePlace(file);
        var run = options.open();
        run.require(Capability.EXPORT);
        var test = options.testData(run);
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
