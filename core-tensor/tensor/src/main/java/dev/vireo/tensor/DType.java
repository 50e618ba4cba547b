package dev.vireo.tensor;

/**
 * Element types, with the names and the promotion rules of PyTorch.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/tensor_attributes.html#type-promotion-doc">PyTorch: type promotion</a>
 */
public enum DType {
    /** IEEE 754 double precision, 64 bits. */
    FLOAT64(Category.FLOATING, 8),
    /** IEEE 754 single precision, 32 bits. */
    FLOAT32(Category.FLOATING, 4),
    /** IEEE 754 half precision, 16 bits. */
    FLOAT16(Category.FLOATING, 2),
    /** The upper 16 bits of a float32: 8 exponent bits and 7 fraction bits. */
    BFLOAT16(Category.FLOATING, 2),
    /** Signed 64-bit integer. */
    INT64(Category.INTEGRAL, 8),
    /** Signed 32-bit integer. */
    INT32(Category.INTEGRAL, 4),
    /** Signed 16-bit integer. */
    INT16(Category.INTEGRAL, 2),
    /** Signed 8-bit integer. */
    INT8(Category.INTEGRAL, 1),
    /** Unsigned 8-bit integer. */
    UINT8(Category.INTEGRAL, 1),
    /** True or false, stored as one byte. */
    BOOL(Category.BOOLEAN, 1);

    /**
     * Categories in order of precedence in promotion: floating types take precedence over integral ones, and those over
     * bool.
     */
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

    /** Whether this is a floating type. */
    public boolean isFloating() {
        return category == Category.FLOATING;
    }

    /** Whether this is an integral type; bool is not. */
    public boolean isIntegral() {
        return category == Category.INTEGRAL;
    }

    /** Whether this is float16 or bfloat16. */
    public boolean isHalf() {
        return isFloating() && bytes == 2;
    }

    /**
     * The common type of two operands: the wider type of the higher category. float16 with bfloat16 gives float32, and
     * uint8 with int8 gives int16.
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

    /** The type of a quotient, root or mean: this type if it is floating, else float32. */
    public DType toFloating() {
        return isFloating() ? this : FLOAT32;
    }

    /** The type of a sum or product: int64 for integral types and bool, as in PyTorch, else this type. */
    public DType accumulated() {
        return isFloating() ? this : INT64;
    }

    /** The name in PyTorch, ONNX and NumPy, such as {@code float32}. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
