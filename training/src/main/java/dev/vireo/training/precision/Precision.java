package dev.vireo.training.precision;

import dev.vireo.tensor.DType;

/** What type products and convolutions compute in; parameters stay float32. (Micikevicius et al. 2018) */
public enum Precision {
    FP32(DType.FLOAT32, false),
    /** Eight bits of mantissa, the range of float32. */
    BF16(DType.BFLOAT16, false),
    /** Eleven bits of mantissa, but a small range: gradients are scaled so that they do not vanish. */
    FP16(DType.FLOAT16, true);

    private final DType lower;
    private final boolean scaled;

    Precision(DType lower, boolean scaled) {
        this.lower = lower;
        this.scaled = scaled;
    }

    /** The type that autocast casts to; float32: none. */
    public DType lower() {
        return lower;
    }

    /** A scaler as this type needs it. */
    public LossScaler scaler() {
        return scaled ? LossScaler.dynamic() : LossScaler.none();
    }
}
