package dev.vireo.training;

import dev.vireo.tensor.DType;

/** What type products and convolutions compute in; parameters stay float32. */
public enum Precision {
    FP32(DType.FLOAT32),
    BF16(DType.BFLOAT16);

    private final DType lower;

    Precision(DType lower) {
        this.lower = lower;
    }

    /** The type that autocast casts to; float32: none. */
    public DType lower() {
        return lower;
    }
}
