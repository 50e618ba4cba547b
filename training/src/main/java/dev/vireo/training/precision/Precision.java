package dev.vireo.training.precision;

import dev.vireo.tensor.DType;

/**
 * The type in which matrix products and convolutions are computed. Parameters stay float32 (Micikevicius et al., 2018).
 */
public enum Precision {
    /** Computes everything in float32. */
    FP32(DType.FLOAT32, false),
    /** bfloat16: 8 bits of precision and the range of float32. */
    BF16(DType.BFLOAT16, false),
    /** float16: 11 bits of precision, but a small range. The loss is scaled so that gradients do not underflow. */
    FP16(DType.FLOAT16, true);

    private final DType lower;
    private final boolean scaled;

    Precision(DType lower, boolean scaled) {
        this.lower = lower;
        this.scaled = scaled;
    }

    /** The type that autocast casts to; float32 for none. */
    public DType lower() {
        return lower;
    }

    /** A loss scaler for this type. */
    public LossScaler scaler() {
        return scaled ? LossScaler.dynamic() : LossScaler.none();
    }
}
