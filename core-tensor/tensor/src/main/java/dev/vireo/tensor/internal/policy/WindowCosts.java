package dev.vireo.tensor.internal.policy;

import static dev.vireo.tensor.internal.policy.FlopTable.elements;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Pooling;
import dev.vireo.tensor.op.Resampling;
import java.util.Arrays;

/** The costs of pooling and resampling: one operation per element that a window reads. */
final class WindowCosts {
    private WindowCosts() {}

    static OpTable<FlopCost<?>> table() {
        return new FlopTable("window")
                .row(Pooling.MaxPool.class, (op, in, out) -> elements(out[0]) * product(op.kernel()))
                .row(Pooling.AvgPool.class, (op, in, out) -> elements(out[0]) * product(op.kernel()))
                .row(Pooling.AdaptiveAvgPool.class, (op, in, out) -> adaptive(in[0], op.output()))
                .row(Pooling.AdaptiveMaxPool.class, (op, in, out) -> adaptive(in[0], op.output()))
                .row(Resampling.Interpolate.class, WindowCosts::interpolate)
                .free(Resampling.PixelShuffle.class)
                .build();
    }

    /** Counts windows of unequal sizes, which may overlap. */
    private static long adaptive(TensorSpec input, Dims output) {
        long read = input.shape().size(0) * input.shape().size(1);
        for (int i = 0; i < output.size(); i++) {
            read *= windows(input.shape().size(i + 2), output.at(i));
        }
        return read;
    }

    private static long windows(long size, int count) {
        long read = 0;
        for (long i = 0; i < count; i++) {
            read += ((i + 1) * size + count - 1) / count - i * size / count;
        }
        return read;
    }

    /** Counts a multiply-add for each neighbor of a new pixel. */
    private static long interpolate(Resampling.Interpolate op, TensorSpec[] in, TensorSpec[] out) {
        return elements(out[0])
                * switch (op.mode()) {
                    case NEAREST -> 0;
                    case LINEAR -> 2L << op.output().size();
                    case BICUBIC -> 2 * 16;
                };
    }

    private static long product(Dims dims) {
        return Arrays.stream(dims.toLongArray()).reduce(1, (a, b) -> a * b);
    }
}
