package dev.vireo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.op.Rearrange.PadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {
    @ParameterizedTest
    @CsvSource({"REFLECT, 321 0123 210", "REPLICATE, 000 0123 333", "CIRCULAR, 123 0123 012", "CONSTANT, 777 0123 777"})
    void goesOnAsTheModeSays(PadMode mode, String expected) {
        try (var scope = TensorScope.open()) {
            var x = Tensor.of(0L, 1L, 2L, 3L).reshape(4, 1);
            var op = new Rearrange.Pad(Dims.of(3, 0), Dims.of(3, 0), mode, 7);
            var padded = Engines.run(op, x)[0].toLongArray();
            var digits = expected.replace(" ", "").chars().mapToLong(digit -> digit - '0');
            assertThat(padded).containsExactly(digits.toArray());
        }
    }
}
