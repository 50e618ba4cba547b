package dev.vireo.engine.torch.internal.library;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.LayoutOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** New tensors beside another, on its device. The options are made once and never written. */
public final class Fresh {
    private static final ScalarTypeOptional FLOAT32 = new ScalarTypeOptional(ScalarType.Float);
    private static final ScalarTypeOptional INT64 = new ScalarTypeOptional(ScalarType.Long);
    private static final ScalarTypeOptional BOOL = new ScalarTypeOptional(ScalarType.Bool);
    private static final LayoutOptional SAME_LAYOUT = new LayoutOptional();
    private static final DeviceOptional SAME_DEVICE = new DeviceOptional();
    private static final BoolOptional NOT_PINNED = new BoolOptional();

    private Fresh() {}

    /** Zeros of the given tensor's type, float32 at least. */
    public static Tensor wideZeros(Tensor beside, long... sizes) {
        return HalfPrecision.is(beside)
                ? beside.new_zeros(sizes, FLOAT32, SAME_LAYOUT, SAME_DEVICE, NOT_PINNED)
                : beside.new_zeros(sizes);
    }

    /** Undefined values, int64. */
    public static Tensor int64(Tensor beside, long... sizes) {
        return beside.new_empty(sizes, INT64, SAME_LAYOUT, SAME_DEVICE, NOT_PINNED);
    }

    /** All true. */
    public static Tensor trues(Tensor beside, long... sizes) {
        return beside.new_ones(sizes, BOOL, SAME_LAYOUT, SAME_DEVICE, NOT_PINNED);
    }
}
