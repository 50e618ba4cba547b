package dev.vireo.models.cli;

import dev.vireo.formats.dl4j.Dl4j;
import dev.vireo.formats.onnx.Onnx;
import dev.vireo.formats.safetensors.Safetensors;
import dev.vireo.nn.Layer;
import dev.vireo.nn.init.Initializers;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.file.WholeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo convert MODEL.zip --onnx FILE --input 1,28,28}: converts networks of DL4J. */
@Command(
        name = "convert",
        description = "Converts a network that DL4J saved to ONNX, compared with ONNX Runtime, or to safetensors.",
        mixinStandardHelpOptions = true)
final class Convert implements Callable<Integer> {
    private static final int SAMPLES = 4;
    private static final int LARGEST = 1 << 28;

    @Parameters(
            paramLabel = "MODEL.zip",
            description = "file of a MultiLayerNetwork, written by ModelSerializer.writeModel")
    private Path model = Path.of("");

    @Option(names = "--onnx", paramLabel = "FILE", description = "the ONNX file to write")
    private Optional<Path> onnx = Optional.empty();

    @Option(
            names = "--input",
            paramLabel = "SIZES",
            split = "\\s*,\\s*",
            description = "sizes of one input, as in 1,28,28; required with --onnx")
    private List<Long> input = List.of();

    @Option(names = "--safetensors", paramLabel = "FILE", description = "the file to write the parameters to")
    private Optional<Path> safetensors = Optional.empty();

    @Mixin
    private EngineOption engine = new EngineOption();

    @Override
    public Integer call() {
        if (onnx.isEmpty() && safetensors.isEmpty()) {
            throw new VireoException("convert: takes --onnx FILE or --safetensors FILE, or both");
        }
        if (onnx.isPresent() && (input.isEmpty() || input.stream().anyMatch(each -> each < 1))) {
            throw new VireoException(
                    "convert: --onnx takes the sizes of one input, too, as in --input 1,28,28; got " + input);
        }
        if (input.stream().mapToDouble(Long::doubleValue).reduce(SAMPLES, (x, y) -> x * y) > LARGEST) {
            throw new VireoException("convert: --input " + sizes() + " makes inputs that are too large to compare on "
                    + SAMPLES + " of them; expected up to " + LARGEST + " numbers in all");
        }
        requirePlaces();
        engine.use();
        try (var net = Dl4j.load(model);
                var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            safetensors.ifPresent(file -> writeSafetensors(net, file));
            onnx.ifPresent(file -> writeOnnx(net, file));
        }
        return 0;
    }

    /** Checks before any work that all files can be written, and that none overwrites another. */
    private void requirePlaces() {
        var files = new ArrayList<>(List.of(model));
        onnx.ifPresent(files::add);
        safetensors.ifPresent(files::add);
        if (files.stream()
                        .map(file -> file.toAbsolutePath().normalize())
                        .distinct()
                        .count()
                < files.size()) {
            throw new VireoException(
                    "convert: MODEL.zip, --onnx and --safetensors are one file, of which one would be lost;"
                            + " expected different ones, got " + files);
        }
        files.stream().skip(1).forEach(WholeFile::requirePlace);
    }

    /** Exports in float32, since ONNX Runtime has few operations in float64. */
    private void writeOnnx(Layer net, Path file) {
        net.to(Device.CPU, DType.FLOAT32);
        try {
            var samples = samples();
            OnnxFile.write(
                    file,
                    List.of(samples),
                    List.of(net.call(samples)),
                    place -> Onnx.export(net, samples.slice(0, 0, 2), place));
        } catch (ShapeException e) {
            throw new VireoException(
                    "convert: the network does not take --input " + sizes() + ": " + e.getMessage(), e);
        }
    }

    private static void writeSafetensors(Layer net, Path file) {
        var state = net.stateDict();
        Safetensors.write(file, state);
        System.out.println("wrote " + file + ", " + state.size() + " tensors");
    }

    private String sizes() {
        return input.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Random numbers from 0 to 1, which are also valid indices of an embedding. */
    private Tensor samples() {
        var sizes = input.stream().mapToLong(Long::longValue).toArray();
        return Initializers.uniform(Shape.of(SAMPLES).concat(Shape.of(sizes)), 0, 1);
    }
}
