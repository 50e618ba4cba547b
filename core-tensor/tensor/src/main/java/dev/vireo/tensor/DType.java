package dev.vireo.tensor;

/**
 * Element types, with the names and the promotion rules of PyTorch.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/tensor_attributes.html#type-promotion-doc">PyTorch: type promotion</a>
 */
public enum DType {
    FLOAT64(Category.FLOATING, 8),
    FLOAT32(Category.FLOATING, 4),
    FLOAT16(Category.FLOATING, 2),
    BFLOAT16(Category.FLOATING, 2),
    INT64(Category.INTEGRAL, 8),
    INT32(Category.INTEGRAL, 4),
    INT16(Category.INTEGRAL, 2),
    INT8(Category.INTEGRAL, 1),
    UINT8(Category.INTEGRAL, 1),
    BOOL(Category.BOOLEAN, 1);

    /** What promotion decides by first: any floating type wins over any integral one, and that over bool. */
    private enum Category {
        BOOLEAN,
        INTEGRAL,
        FLOATING
    }

    private final Category category;
    private final int bytes;

    DType(Category category, int bytes) {
        this.category = category;
        this.bytes = bytes;
    }

    /** Size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    public boolean isFloating() {
        return category == Category.FLOATING;
    }

    public boolean isIntegral() {
        return category == Category.INTEGRAL;
    }

    /** True for float16 and bfloat16. */
    public boolean isHalf() {
        return isFloating() && bytes == 2;
    }

    /**
     * The type that an operation on both types computes in: the wider one of the higher category; float16 with
     * bfloat16 gives float32, uint8 with a signed type of one byte gives int16.
     */
    public DType promote(DType other) {
        if (this == other) {
            return this;
        }
        if (category != other.category) {
            return category.compareTo(other.category) > 0 ? this : other;
        }
        if (bytes != other.bytes) {
            return bytes > other.bytes ? this : other;
        }
        return isFloating() ? FLOAT32 : INT16;
    }

    /** The type of a quotient, a root or a mean: this one if it is floating, else float32. */
    public DType toFloating() {
        return isFloating() ? this : FLOAT32;
    }

    /** The type of a sum or a product: int64 for integral types and bool, as in PyTorch. */
    public DType accumulated() {
        return isFloating() ? this : INT64;
    }

    /** The name as PyTorch, ONNX and NumPy write it: {@code float32}. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
