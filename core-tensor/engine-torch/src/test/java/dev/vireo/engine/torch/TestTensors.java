package dev.vireo.engine.torch;

import dev.vireo.engine.torch.internal.library.Scalars;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Creates tensors for tests. */
final class TestTensors {
    private TestTensors() {}

    /** Standard normal, float64. */
    static Tensor normal(long... sizes) {
        return torch.randn(sizes).to(ScalarType.Double);
    }

    /** Uniform in [0.5, 1.5), float64. */
    static Tensor positive(long... sizes) {
        return torch.rand(sizes).to(ScalarType.Double).add(Scalars.of(0.5));
    }

    /** Integers from 0 to {@code bound} - 1, int64. */
    static Tensor indices(long bound, long... sizes) {
        return torch.randint(bound, sizes).to(ScalarType.Long);
    }
}
