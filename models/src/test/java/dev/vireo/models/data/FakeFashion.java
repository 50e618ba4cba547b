package dev.vireo.models.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes small IDX files in the format of Fashion-MNIST. Image i has class i % 10 and a bright bar in the row of that
 * number.
 */
public final class FakeFashion {
    private FakeFashion() {}

    public static Path write(Path folder, int count, int size) throws IOException {
        Files.createDirectories(folder);
        for (var part : new String[] {"train", "t10k"}) {
            Files.write(folder.resolve(part + "-images-idx3-ubyte"), images(count, size));
            Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels(count));
        }
        return folder;
    }

    private static byte[] images(int count, int size) {
        var bytes = ByteBuffer.allocate(16 + count * size * size);
        bytes.putInt(0x0803).putInt(count).putInt(size).putInt(size);
        for (int i = 0; i < count; i++) {
            for (int pixel = 0; pixel < size * size; pixel++) {
                bytes.put((byte) (pixel / size / 2 == i % 10 ? 255 : 0));
            }
        }
        return bytes.array();
    }

    private static byte[] labels(int count) {
        var bytes = ByteBuffer.allocate(8 + count);
        bytes.putInt(0x0801).putInt(count);
        for (int i = 0; i < count; i++) {
            bytes.put((byte) (i % 10));
        }
        return bytes.array();
    }
}
