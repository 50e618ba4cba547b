package dev.vireo.formats.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.file.FileErrors;
import dev.vireo.tensor.file.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads and writes named tensors as safetensors files: the length of the header, a JSON header with the type, shape and
 * place of each tensor, then the values.
 *
 * @see <a href="https://github.com/huggingface/safetensors">the safetensors format</a>
 */
public final class Safetensors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST_HEADER = 100L << 20;
    private static final Map<DType, String> NAMES = Map.of(
            DType.FLOAT64, "F64",
            DType.FLOAT32, "F32",
            DType.FLOAT16, "F16",
            DType.BFLOAT16, "BF16",
            DType.INT64, "I64",
            DType.INT32, "I32",
            DType.INT16, "I16",
            DType.INT8, "I8",
            DType.UINT8, "U8",
            DType.BOOL, "BOOL");

    private Safetensors() {}

    /**
     * Writes all tensors, in the order of the map. If that fails, the file stays as it was before.
     *
     * @throws VireoException if a tensor is on meta and so has no values
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void write(Path file, Map<String, Tensor> tensors) {
        tensors.forEach((name, tensor) -> {
            if (tensor.device().isMeta()) {
                throw new VireoException(
                        "cannot write " + file + ": '" + name
                                + "' is on meta and has no values; load them first: toEmpty(device), then loadStateDict(state)");
            }
        });
        WholeFile.write(file, channel -> {
            WholeFile.writeAll(channel, header(tensors));
            for (var tensor : tensors.values()) {
                WholeFile.writeAll(channel, values(tensor));
            }
        });
    }

    /**
     * Reads all tensors, in the order of the header. They belong to the current scope.
     *
     * @throws VireoException if the file is truncated or not a safetensors file
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static Map<String, Tensor> read(Path file) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            var length = read(channel, file, 0, 8).getLong();
            if (length < 2 || length > LARGEST_HEADER || length > size - 8) {
                throw new VireoException(file + " is not a safetensors file: its header would take "
                        + Long.toUnsignedString(length) + " bytes of " + size);
            }
            var header = JSON.readTree(read(channel, file, 8, (int) length).array());
            var tensors = new LinkedHashMap<String, Tensor>();
            var fields = header.fields();
            while (fields.hasNext()) {
                var field = fields.next();
                if (!field.getKey().equals("__metadata__")) {
                    tensors.put(field.getKey(), tensor(channel, file, 8 + length, field.getKey(), field.getValue()));
                }
            }
            return tensors;
        } catch (JsonProcessingException e) {
            throw new VireoException(file + " is not a safetensors file: its header is not JSON", e);
        } catch (IOException e) {
            throw FileErrors.cannot("read", file, e);
        }
    }

    private static Tensor tensor(FileChannel channel, Path file, long start, String name, JsonNode entry)
            throws IOException {
        var type = entry.path("dtype").asText();
        var dtype = NAMES.entrySet().stream()
                .filter(each -> each.getValue().equals(type))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new VireoException(file + ": '" + name + "' has the unknown type '" + type + "'"));
        var sizes = new long[entry.path("shape").size()];
        long elements = 1;
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = entry.path("shape").get(i).asLong();
            elements *= sizes[i];
        }
        long from = entry.path("data_offsets").path(0).asLong();
        long to = entry.path("data_offsets").path(1).asLong();
        if (from < 0 || sizes.length > 0 && Arrays.stream(sizes).min().orElse(0) < 0) {
            throw new VireoException(file + ": '" + name + "' has a negative size or place");
        }
        if (to - from != elements * dtype.bytes()) {
            throw new VireoException(file + ": '" + name + "' has " + (to - from) + " bytes; its shape takes "
                    + elements * dtype.bytes());
        }
        return Tensor.of(read(channel, file, start + from, Math.toIntExact(to - from)), dtype, sizes);
    }

    private static ByteBuffer read(FileChannel channel, Path file, long from, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new VireoException(file + " is truncated: it ends before byte " + (from + length));
            }
        }
        return buffer.flip();
    }

    private static ByteBuffer header(Map<String, Tensor> tensors) throws IOException {
        var root = JSON.createObjectNode();
        long offset = 0;
        for (var entry : tensors.entrySet()) {
            var spec = entry.getValue().spec();
            var node = root.putObject(entry.getKey());
            node.put("dtype", NAMES.get(spec.dtype()));
            var shape = node.putArray("shape");
            for (long size : spec.shape().toArray()) {
                shape.add(size);
            }
            node.putArray("data_offsets").add(offset).add(offset + spec.bytes());
            offset += spec.bytes();
        }
        var text = JSON.writeValueAsBytes(root);
        int padded = (text.length + 7) / 8 * 8; // the values start at a multiple of 8
        var buffer = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(padded).put(text);
        while (buffer.hasRemaining()) {
            buffer.put((byte) ' ');
        }
        return buffer.flip();
    }

    private static ByteBuffer values(Tensor tensor) {
        var buffer = ByteBuffer.allocate(Math.toIntExact(tensor.spec().bytes())).order(ByteOrder.LITTLE_ENDIAN);
        tensor.read(buffer);
        return buffer;
    }
}
