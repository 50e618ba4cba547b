package dev.vireo.engine.torch.internal.library;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.LayoutOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Creates tensors on the device of another tensor. The options are created once and never modified. */
public final class Fresh {
    private static final ScalarTypeOptional FLOAT32 = new ScalarTypeOptional(ScalarType.Float);
    private static final ScalarTypeOptional INT64 = new ScalarTypeOptional(ScalarType.Long);
    private static final ScalarTypeOptional BOOL = new ScalarTypeOptional(ScalarType.Bool);
    private static final LayoutOptional SAME_LAYOUT = new LayoutOptional();
    private static final DeviceOptional SAME_DEVICE = new DeviceOptional();
    private static final BoolOptional NOT_PINNED = new BoolOptional();

    private Fresh() {}

    /** Returns zeros of the given tensor's type, but at least float32. */
    public static Tensor wideZeros(Tensor beside, long... sizes) {
        return HalfPrecision.is(beside)
                ? beside.new_zeros(sizes, FLOAT32, SAME_LAYOUT, SAME_DEVICE, NOT_PINNED)
                : beside.new_zeros(sizes);
    }

    /** Returns an uninitialized int64 tensor. */
    public static Tensor int64(Tensor beside, long... sizes) {
        return beside.new_empty(sizes, INT64, SAME_LAYOUT, SAME_DEVICE, NOT_PINNED);
    }

    /** Returns a bool tensor of true. */
    public static Tensor trues(Tensor beside, long... sizes) {
        return beside.new_ones(sizes, BOOL, SAME_LAYOUT, SAME_DEVICE, NOT_PINNED);
    }
}
