package dev.vireo.benchmarks.libtorch;

import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Creates tensors whose values do not matter. */
final class Filled {
    private static final Map<String, ScalarType> TYPES =
            Map.of("float32", ScalarType.Float, "bfloat16", ScalarType.BFloat16);

    private Filled() {}

    /** Returns a tensor filled with 0.5. */
    static Tensor tensor(String dtype, long... shape) {
        try (var half = new Scalar(0.5);
                var wide = torch.full(shape, half)) {
            return wide.to(TYPES.get(dtype));
        }
    }
}
