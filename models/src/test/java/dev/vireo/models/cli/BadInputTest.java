package dev.vireo.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.models.data.FakeFashion;
import dev.vireo.training.checkpoint.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invalid input gives one line on standard error and exit code 2, and leaves no incomplete file. */
final class BadInputTest {
    private static final Path MODEL = Path.of("src/test/resources/dl4j/digits.zip");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void unknownNames() {
        refused("unknown recipe 'nothing'; there are digits, fashion-mnist", "train", "nothing", "--out", out());
        refused(
                "--precision takes fp32, bf16, fp16; got 'fp8'",
                "train",
                "digits",
                "--precision",
                "fp8",
                "--out",
                out());
        refused("unknown command 'nonsense'; there are train, evaluate, ", "nonsense");
        refused("vireo takes a command: train, evaluate, ");
    }

    @Test
    void anUnknownEngine() {
        var message = "--engine takes torch, djl, nd4j, reference; got 'abacus'";
        var file = folder.resolve("x.onnx").toString();
        refused(message, "train", "digits", "--engine", "abacus", "--out", out());
        refused(message, "evaluate", out(), "--engine", "abacus");
        refused(message, "export", out(), "--onnx", file, "--engine", "abacus");
        refused(message, "convert", out(), "--safetensors", file, "--engine", "abacus");
        refused(message, "doctor", "--engine", "abacus");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anEngineThatIsNotOnTheClasspath() {
        refused(
                "the engine 'nd4j' is not on the classpath, which has torch, reference; pass --engine nd4j to ./vireo",
                "train",
                "digits",
                "--engine",
                "nd4j",
                "--out",
                out());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void dataOptionForARecipeWithBundledData() {
        refused(
                "vireo train digits: unknown option '--data'; there are --batch-size, --device, --engine, --epochs",
                "train",
                "digits",
                "--data",
                folder.toString(),
                "--out",
                out());
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void numbersOutOfRange() {
        refused(
                "--epochs takes a whole number from 1 to 2147483647; got '0'",
                "train",
                "digits",
                "--epochs",
                "0",
                "--out",
                out());
        refused(
                "--epochs takes a whole number from 1 to 2147483647; got '-3'",
                "train",
                "digits",
                "--epochs",
                "-3",
                "--out",
                out());
        refused("to 2147483647; got 'many'", "train", "digits", "--epochs", "many", "--out", out());
        refused("to 2147483647; got '9999999999'", "train", "digits", "--epochs", "9999999999", "--out", out());
        refused("--seed takes a whole number of 64 bits; got 'dice'", "train", "digits", "--seed", "dice");
        refused("--batch-size takes a whole number from 1", "train", "digits", "--batch-size", "0", "--out", out());
        refused("--warmup takes a whole number from 0", "train", "digits", "--warmup", "-1", "--out", out());
        for (var rate : new String[] {"0", "-1", "NaN", "Infinity", "1e999", "fast", ""}) {
            refused("--lr takes a number above 0; got '" + rate + "'", "train", "digits", "--lr", rate, "--out", out());
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMissingDevice() {
        refused("--device cuda:7: there is no such device", "train", "digits", "--device", "cuda:7", "--out", out());
        refused(
                "--device meta: a network on meta has no values",
                "train",
                "digits",
                "--device",
                "meta",
                "--out",
                out());
        refused(
                "'toaster' is not a device; expected cpu, cuda",
                "train",
                "digits",
                "--device",
                "toaster",
                "--out",
                out());
    }

    @Test
    void missingArguments() {
        refused("vireo train takes a recipe: digits, fashion-mnist", "train");
        refused("DIR", "evaluate");
        refused("--onnx", "export", folder.toString());
    }

    @Test
    void aFolderThatCannotBeWritten() throws IOException {
        var file = Files.createFile(folder.resolve("file"));
        refused("Not a directory", "train", "digits", "--out", file.resolve("x").toString());
        refused(file + ": a file of that name is in the way", "train", "digits", "--out", file.toString());
        refused("cannot write", "train", "digits", "--out", "/proc/vireo");
        assertThat(file).isEmptyFile();
    }

    @Test
    void aFolderInPlaceOfAResultFile() throws IOException {
        for (var name : new String[] {"run.json", "metrics.json", "plot.png", "checkpoints"}) {
            var run = folder.resolve("run-" + name);
            var place = run.resolve(name);
            Files.createDirectories(name.equals("checkpoints") ? run : place.resolve("inside"));
            if (name.equals("checkpoints")) {
                Files.createFile(place);
            }
            refused(place.toString(), "train", "digits", "--epochs", "1", "--out", run.toString());
        }
    }

    @Test
    void aFolderThatHoldsAnotherRun() throws IOException {
        assertThat(CommandLineRun.of("train", "digits", "--epochs", "1", "--out", out())
                        .exit())
                .isZero();
        var before = contents();
        refused(
                "another run: seed 42 instead of 7; pass another --out",
                "train",
                "digits",
                "--epochs",
                "1",
                "--seed",
                "7",
                "--out",
                out());
        refused(
                "epochs 1 instead of 2; leave out what differs",
                "train",
                "digits",
                "--epochs",
                "2",
                "--resume",
                "--out",
                out());
        var data = FakeFashion.write(folder.resolve("data"), 20, 28).toString();
        refused(
                "recipe digits instead of fashion-mnist",
                "train",
                "fashion-mnist",
                "--data",
                data,
                "--resume",
                "--out",
                out());
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void aFolderInUseByAnotherRun() throws IOException {
        try (var lock = FolderLock.of(Path.of(out()))) {
            refused(out() + " is in use by another run", "train", "digits", "--epochs", "1", "--out", out());
            assertThat(Path.of(out(), "run.json")).doesNotExist();
        }
    }

    @Test
    void aFolderWithoutARun() {
        refused("holds no run", "evaluate", folder.toString());
        refused("holds no run", "export", folder.toString(), "--onnx", out());
        refused("holds no run", "train", "digits", "--resume", "--out", folder.toString());
        refused("there is no folder " + out(), "evaluate", out());
        refused("there is no folder " + out(), "train", "digits", "--resume", "--out", out());
        refused(MODEL + " is not a folder; expected one that vireo train has written", "evaluate", MODEL.toString());
    }

    @Test
    void emptyNames() {
        refused("'--out': an empty name; expected a file or a folder", "train", "digits", "--out", "");
        refused("an empty name", "evaluate", "");
        refused("an empty name", "export", out(), "--onnx", "");
    }

    @Test
    void misspelledNames() {
        refused("unknown command 'traim'; there are train, ", "traim", "digits");
        refused("unknown recipe 'digit'; there are digits, fashion-mnist", "train", "digit");
        refused("unknown option '--epoch'; did you mean --epochs? there are ", "train", "digits", "--epoch", "3");
        refused("vireo train: unknown option '--epochs'", "train", "--epochs", "3", "digits");
        refused("vireo train digits --help shows its options", "train", "digits", "--seed", "1", "--seed", "2");
    }

    @Test
    void aFileThatCannotBeWritten() throws IOException {
        var taken = Files.createDirectory(folder.resolve("taken"));
        refusedPlace("it is a folder", taken);
        refusedPlace("there is no folder " + folder.resolve("nowhere"), folder.resolve("nowhere/file"));
    }

    /** Output paths are checked before any work. */
    private void refusedPlace(String message, Path file) {
        refused("cannot write " + file + ": " + message, "export", out(), "--onnx", file.toString());
        refused(
                "cannot write " + file + ": " + message,
                "convert",
                MODEL.toString(),
                "--safetensors",
                folder.resolve("first.safetensors").toString(),
                "--onnx",
                file.toString(),
                "--input",
                "1,8,8");
        assertThat(folder.resolve("first.safetensors")).doesNotExist();
    }

    @Test
    void dataThatAreMissingOrTruncatedOrOfAnotherShape() throws IOException {
        refusedData("has no train-images-idx3-ubyte", folder.resolve("nowhere"));
        refusedData("images of 32 x 32; expected 28 x 28", FakeFashion.write(folder.resolve("large"), 20, 32));
        var data = FakeFashion.write(folder.resolve("data"), 20, 28);
        for (var name : new String[] {"train-images-idx3-ubyte", "t10k-labels-idx1-ubyte"}) {
            var file = data.resolve(name);
            var bytes = Files.readAllBytes(file);
            for (int length : new int[] {0, 7, bytes.length - 1}) {
                Files.write(file, Arrays.copyOf(bytes, length));
                refusedData(name, data);
            }
            Files.write(file, bytes);
        }
        var labels = data.resolve("train-labels-idx1-ubyte");
        var bytes = Files.readAllBytes(labels);
        bytes[bytes.length - 1] = 11;
        Files.write(labels, bytes);
        refusedData("label 11", data);
        Files.move(labels, data.resolve("train-labels-idx1-ubyte.gz")); // which it is not
        refusedData("damaged or truncated", data);
    }

    @Test
    void aCheckpointThatIsDamagedOrOfAnotherNetwork() throws IOException {
        assertThat(CommandLineRun.of("train", "digits", "--epochs", "1", "--out", out())
                        .exit())
                .isZero();
        var model = Path.of(out(), "checkpoints/epoch-1/model.safetensors");
        var bytes = Files.readAllBytes(model);
        Files.write(model, Arrays.copyOf(bytes, bytes.length / 2));
        refused("model.safetensors is damaged: it has ", "evaluate", out());
        refused("model.safetensors is damaged: it has ", "train", "digits", "--resume", "--out", out());
        Files.delete(model);
        refused("no model.safetensors", "evaluate", out());
        var description = Path.of(out(), "run.json");
        var text = Files.readString(description);
        Files.write(model, bytes);
        Files.writeString(description, text.replace("\"digits\"", "\"fashion-mnist\""));
        refused("'head.weight' has the shape", "evaluate", out());
        Files.writeString(description, text.substring(0, text.length() / 2));
        refused("run.json is damaged or cut off, at line", "evaluate", out());
        Files.writeString(description, text.replace("\"epochs\"", "\"periods\""));
        refused("run.json: there is no option 'periods'; there are epochs, ", "evaluate", out());
        Files.writeString(description, "null");
        refused("run.json is damaged: it is not a JSON object", "evaluate", out());
    }

    private String out() {
        return folder.resolve("out").toString();
    }

    private void refusedData(String message, Path data) {
        refused(message, "train", "fashion-mnist", "--data", data.toString(), "--out", out());
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private static void refused(String message, String... arguments) {
        var run = CommandLineRun.of(arguments);
        assertThat(run.err().lines()).as(String.join(" ", arguments)).hasSize(1);
        assertThat(run.err()).startsWith("vireo: ").contains(message);
        assertThat(run.out()).isEmpty();
        assertThat(run.exit()).isEqualTo(2);
    }

    private String contents() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(out()))) {
            return files.filter(file -> !file.endsWith(".lock"))
                    .sorted()
                    .map(file -> file + " " + modified(file))
                    .toList()
                    .toString();
        }
    }

    private static String modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
