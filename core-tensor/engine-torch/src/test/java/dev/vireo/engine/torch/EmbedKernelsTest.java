package dev.vireo.engine.torch;

import static dev.vireo.engine.torch.TestTensors.indices;
import static dev.vireo.engine.torch.TestTensors.normal;

import dev.vireo.engine.torch.internal.kernel.EmbedKernels;
import dev.vireo.tensor.op.Embed.Embedding;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class EmbedKernelsTest {
    private final GradientCheck check = GradientCheck.of(EmbedKernels.table());

    @Test
    void looksUpRowsAndAddsTheirGradients() {
        embedding(-1, indices(5, 3, 4));
        embedding(2, indices(5, 3, 4));
        embedding(0, indices(5, 0));
        embedding(-1, indices(5));
    }

    private void embedding(long padding, Tensor index) {
        check.agrees(new Embedding(padding), List.of(normal(5, 3), index), in ->
                new Tensor[] {torch.embedding(in[0], in[1], padding, false, false)});
    }
}
