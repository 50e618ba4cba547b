package dev.vireo.formats.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SafetensorsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void readsWhatItWrote() {
        try (var scope = TensorScope.open()) {
            var file = folder.resolve("x.safetensors");
            Safetensors.write(file, Map.of("a.b", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3), "c", Tensor.of(7L)));
            var read = Safetensors.read(file);
            assertThat(read.get("a.b").toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(read.get("a.b").shape().toArray()).containsExactly(2, 3);
            assertThat(read.get("c").dtype()).isEqualTo(DType.INT64);
        }
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        try (var scope = TensorScope.open()) {
            var file = folder.resolve("x.safetensors");
            Safetensors.write(file, Map.of("a", Tensor.ones(100)));
            var bytes = Files.readAllBytes(file);
            for (int length : new int[] {3, 20, bytes.length - 1}) {
                Files.write(file, Arrays.copyOf(bytes, length));
                assertThatThrownBy(() -> Safetensors.read(file))
                        .isInstanceOf(VireoException.class)
                        .hasMessageContaining(file.toString());
            }
        }
    }
}
