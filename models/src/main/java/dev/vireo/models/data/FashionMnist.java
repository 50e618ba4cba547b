package dev.vireo.models.data;

import dev.vireo.tensor.Shape;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.file.FileErrors;
import dev.vireo.training.data.LabelledDataset;
import dev.vireo.training.data.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Fashion-MNIST from its IDX files, gzipped or not: 60,000 and 10,000 images {@code [1, 28, 28]} in ten classes, as
 * Debian's {@code dataset-fashion-mnist} installs them. (Xiao et al. 2017)
 */
final class FashionMnist {
    private static final int IMAGES = 0x0803;
    private static final int LABELS = 0x0801;
    private static final int SIZE = 28;
    private static final int CLASSES = 10;
    private static final float MEAN = 0.2860f;
    private static final float STANDARD_DEVIATION = 0.3530f;
    /** The value of pixels that were 0 before normalization. */
    static final float BACKGROUND = -MEAN / STANDARD_DEVIATION;

    private FashionMnist() {}

    /**
     * Reads the four files of a folder; pixels are normalized to mean 0 and standard deviation 1.
     *
     * @throws VireoException if a file is missing, truncated or of another format
     */
    static TrainTest load(Path folder) {
        return new TrainTest(part(folder, "train"), part(folder, "t10k"));
    }

    private static LabelledDataset part(Path folder, String name) {
        var images = read(folder, name + "-images-idx3-ubyte", IMAGES, 3);
        var labels = read(folder, name + "-labels-idx1-ubyte", LABELS, 1);
        int count = images.getInt(4);
        int height = images.getInt(8);
        int width = images.getInt(12);
        if (labels.getInt(4) != count) {
            throw new VireoException(
                    folder + ": " + name + " has " + count + " images and " + labels.getInt(4) + " labels");
        }
        if (height != SIZE || width != SIZE) {
            throw new VireoException(folder + ": " + name + " has images of " + height + " x " + width + "; expected "
                    + SIZE + " x " + SIZE);
        }
        var features = new float[count * height * width];
        for (int i = 0; i < features.length; i++) {
            features[i] = ((images.get(16 + i) & 0xff) / 255f - MEAN) / STANDARD_DEVIATION;
        }
        var classes = new int[count];
        for (int i = 0; i < count; i++) {
            classes[i] = labels.get(8 + i) & 0xff;
            if (classes[i] >= CLASSES) {
                throw new VireoException(folder + ": " + name + " has the label " + classes[i] + " at " + i
                        + "; expected 0 to " + (CLASSES - 1));
            }
        }
        return new LabelledDataset(new Samples(features, Shape.of(1, height, width)), classes);
    }

    private static ByteBuffer read(Path folder, String name, int magic, int dims) {
        var file = find(folder, name);
        var bytes = ByteBuffer.wrap(bytes(file));
        int header = 4 + 4 * dims;
        if (bytes.capacity() < header || bytes.getInt(0) != magic) {
            throw new VireoException(file + " is not an IDX file with " + dims + " dimensions of bytes");
        }
        long expected = header;
        long values = 1;
        for (int i = 0; i < dims; i++) {
            values *= Integer.toUnsignedLong(bytes.getInt(4 + 4 * i));
        }
        expected += values;
        if (bytes.capacity() != expected) {
            throw new VireoException(file + " is truncated: " + bytes.capacity() + " bytes, expected " + expected);
        }
        return bytes;
    }

    private static Path find(Path folder, String name) {
        for (var candidate : new Path[] {folder.resolve(name), folder.resolve(name + ".gz")}) {
            if (Files.isRegularFile(candidate)) {
                return candidate;
            }
        }
        throw new VireoException(folder + " has no " + name + ", gzipped or not; install dataset-fashion-mnist, or pass"
                + " the folder with --data");
    }

    private static byte[] bytes(Path file) {
        try {
            var raw = Files.readAllBytes(file);
            if (!file.toString().endsWith(".gz")) {
                return raw;
            }
            try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(raw))) {
                return unzipped.readAllBytes();
            } catch (IOException e) {
                throw new VireoException(file + " is damaged or truncated", e);
            }
        } catch (IOException e) {
            throw FileErrors.cannot("read", file, e);
        }
    }
}
