package dev.vireo.formats.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.VireoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged file either loads or is refused in one line. No native memory is left allocated. */
final class DamagedFilesTest {
    private static final int SHAPE_BYTES = 80; // a header of 32 bytes, and six int64
    private static final int LENGTH_AT = SHAPE_BYTES + 18;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Path whole;

    @SuppressWarnings("NullAway.Init")
    private static Map<String, byte[]> entries;

    @BeforeAll
    static void write() throws IOException {
        var sample = SmallNetwork.of(
                "whole",
                InputType.convolutional(6, 5, 1),
                new long[] {1, 1, 6, 5},
                new ConvolutionLayer.Builder(3, 3).nOut(2).build(),
                new BatchNormalization(),
                new OutputLayer.Builder().nOut(2).build());
        whole = NetworkComparison.write(NetworkComparison.network(sample.configuration()), folder);
        entries = ZipFiles.read(whole);
        Dl4j.load(whole).close(); // fills the cache of scalars
    }

    @Test
    void aFileThatIsNotAZip() throws IOException {
        refused(folder.resolve("nowhere.zip"), "there is no file");
        refused(folder, "there is no file");
        refused(Files.write(folder.resolve("empty.zip"), new byte[0]), "is damaged or not a zip file");
        refused(Files.writeString(folder.resolve("text.zip"), "no zip"), "is damaged or not a zip file");
    }

    @Test
    void aMissingEntry() throws IOException {
        for (var name : new String[] {"configuration.json", "coefficients.bin"}) {
            var fewer = new LinkedHashMap<>(entries);
            fewer.remove(name);
            refused(ZipFiles.write(folder.resolve("fewer.zip"), fewer), "has no " + name);
        }
    }

    @Test
    void aFileTruncatedAnywhere() throws IOException {
        var bytes = Files.readAllBytes(whole);
        for (int length = 0; length < bytes.length; length += 37) {
            refused(Files.write(folder.resolve("cut.zip"), Arrays.copyOf(bytes, length)), "");
        }
    }

    @Test
    void coefficientsTruncatedAnywhere() throws IOException {
        var bytes = coefficients();
        for (int length = 0; length < bytes.length; length += 5) {
            refusedWith("coefficients.bin", Arrays.copyOf(bytes, length), "");
        }
        refusedWith("coefficients.bin", Arrays.copyOf(bytes, bytes.length - 1), "only");
    }

    @Test
    void aWrongLength() throws IOException {
        for (long length : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1, 1L << 40, Integer.MAX_VALUE, 0, 1}) {
            var bytes = coefficients();
            ByteBuffer.wrap(bytes).putLong(LENGTH_AT, length);
            refusedWith("coefficients.bin", bytes, "coefficients.bin is damaged");
        }
    }

    @Test
    void anUnknownType() throws IOException {
        var text = new String(coefficients(), StandardCharsets.ISO_8859_1);
        assertThat(text).contains("FLOAT");
        refusedWith("coefficients.bin", latin(text.replace("FLOAT", "FLOOT")), "the unknown type 'FLOOT'");
        refusedWith("coefficients.bin", latin(text.replace("MIXED", "FIXED")), "'FIXED_DATA_TYPES' is where");
    }

    @Test
    void changedBits() throws IOException {
        var bytes = Files.readAllBytes(whole);
        var random = new Random(1);
        for (int i = 0; i < 200; i++) {
            var changed = bytes.clone();
            changed[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            refusedOrLoads(Files.write(folder.resolve("changed.zip"), changed));
        }
    }

    @Test
    void changedHeaders() throws IOException {
        var random = new Random(2);
        for (int i = 0; i < 200; i++) {
            var changed = coefficients();
            changed[random.nextInt(LENGTH_AT + 16)] = (byte) random.nextInt(256);
            refusedOrLoads(with("coefficients.bin", changed));
        }
    }

    @Test
    void aChangedConfiguration() throws IOException {
        var random = new Random(3);
        var text = entries.get("configuration.json");
        var characters = "0123456789-.\"{}[],:aeN".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 300; i++) {
            var changed = text.clone();
            changed[random.nextInt(text.length)] = characters[random.nextInt(characters.length)];
            refusedOrLoads(with("configuration.json", changed));
        }
    }

    @Test
    void numbersOutOfRange() throws IOException {
        var text = new String(entries.get("configuration.json"), StandardCharsets.UTF_8);
        var huge = "999999999999999999999";
        refusedJson(text.replace("\"nout\" : 2", "\"nout\" : -4"), "has 'nout': -4; expected a number from 1 to");
        refusedJson(text.replace("\"nout\" : 2", "\"nout\" : 2147483647"), "only 78 of the file's 78 are left");
        refusedJson(text.replace("\"nout\" : 2", "\"nout\" : " + huge), "has 'nout': " + huge);
        refusedJson(text.replace("\"nout\" : 2", "\"nut\" : 2"), "has 'nout': nothing");
        refusedJson(text.replace("\"decay\" : 0.9", "\"decay\" : 9"), "BatchNorm2d: momentum is -8.0");
        refusedJson("", "has no layers");
        refusedJson("{", "configuration.json is not JSON");
        refusedJson("[".repeat(100_000), "configuration.json is not JSON");
    }

    private static byte[] coefficients() {
        return entries.getOrDefault("coefficients.bin", new byte[0]).clone();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Path with(String entry, byte[] content) throws IOException {
        var changed = new LinkedHashMap<>(entries);
        changed.put(entry, content);
        return ZipFiles.write(folder.resolve("with.zip"), changed);
    }

    private static void refusedWith(String entry, byte[] content, String message) throws IOException {
        refused(with(entry, content), message);
    }

    private static void refusedJson(String text, String message) throws IOException {
        refusedWith("configuration.json", text.getBytes(StandardCharsets.UTF_8), message);
    }

    private static void refused(Path file, String message) {
        long before = Memory.of(Device.CPU).bytes();
        assertThatThrownBy(() -> Dl4j.load(file))
                .isInstanceOf(VireoException.class)
                .hasMessageStartingWith("dl4j: ")
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
        assertThat(Memory.of(Device.CPU).bytes()).isEqualTo(before);
    }

    private static void refusedOrLoads(Path file) {
        long before = Memory.of(Device.CPU).bytes();
        try (var net = Dl4j.load(file)) {
            assertThat(net.children()).isNotEmpty();
        } catch (VireoException e) {
            assertThat(e.getMessage()).startsWith("dl4j: ").hasLineCount(1);
        }
        assertThat(Memory.of(Device.CPU).bytes()).isEqualTo(before);
    }
}
