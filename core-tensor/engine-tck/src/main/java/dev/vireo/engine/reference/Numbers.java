package dev.vireo.engine.reference;

import dev.vireo.tensor.DType;
import java.nio.ByteBuffer;

/** Each type's values as doubles: how they round, and how they stand in memory. */
final class Numbers {
    private static final int HALF_BIAS = 15;

    private Numbers() {}

    /** The value that a type has for a number: nearest, ties to even, where floating; wrapped around where integral. */
    static double round(double value, DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> value;
            case FLOAT32 -> (float) value;
            case FLOAT16 -> nearest(value, 10, -14, 0x1p16);
            case BFLOAT16 -> nearest(value, 7, -126, 0x1p128);
            case INT64 -> (long) value;
            case INT32 -> (int) (long) value;
            case INT16 -> (short) (long) value;
            case INT8 -> (byte) (long) value;
            case UINT8 -> (long) value & 0xff;
            case BOOL -> value != 0 ? 1 : 0;
        };
    }

    /**
     * IEEE 754's rounding to fewer bits.
     *
     * @param bits of the significand after the point
     * @param least exponent of normal numbers; below it the distance of neighbours stays
     * @param overflow what rounds to this is infinite
     */
    private static double nearest(double value, int bits, int least, double overflow) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return value;
        }
        double distance = Math.scalb(1.0, Math.max(Math.getExponent(value), least) - bits);
        double rounded = Math.rint(value / distance) * distance;
        return Math.abs(rounded) >= overflow ? Math.copySign(Double.POSITIVE_INFINITY, value) : rounded;
    }

    /** Fills an array from an offset on with what is left in memory. */
    static void decode(ByteBuffer memory, DType dtype, double[] values, int offset) {
        for (int i = offset; memory.hasRemaining(); i++) {
            values[i] = switch (dtype) {
                case FLOAT64 -> memory.getDouble();
                case FLOAT32 -> memory.getFloat();
                case FLOAT16 -> fromHalf(memory.getShort());
                case BFLOAT16 -> Float.intBitsToFloat(memory.getShort() << 16);
                case INT64 -> memory.getLong();
                case INT32 -> memory.getInt();
                case INT16 -> memory.getShort();
                case INT8 -> memory.get();
                case UINT8 -> memory.get() & 0xff;
                case BOOL -> memory.get() != 0 ? 1 : 0;
            };
        }
    }

    /** Fills memory with values from an offset on. */
    static void encode(double[] values, int offset, DType dtype, ByteBuffer memory) {
        for (int i = offset; memory.hasRemaining(); i++) {
            double value = values[i];
            switch (dtype) {
                case FLOAT64 -> memory.putDouble(value);
                case FLOAT32 -> memory.putFloat((float) value);
                case FLOAT16 -> memory.putShort(toHalf(value));
                case BFLOAT16 -> memory.putShort((short) (Float.floatToIntBits((float) value) >>> 16));
                case INT64 -> memory.putLong((long) value);
                case INT32 -> memory.putInt((int) value);
                case INT16 -> memory.putShort((short) value);
                case INT8, UINT8, BOOL -> memory.put((byte) (long) value);
            }
        }
    }

    private static double fromHalf(short half) {
        int exponent = half >> 10 & 0x1f;
        int fraction = half & 0x3ff;
        double magnitude = exponent == 0
                ? Math.scalb((double) fraction, -24)
                : exponent == 0x1f
                        ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                        : Math.scalb(1 + fraction / 1024.0, exponent - HALF_BIAS);
        return half < 0 ? -magnitude : magnitude;
    }

    /** Of a value that is rounded already. */
    private static short toHalf(double value) {
        int sign = Double.doubleToRawLongBits(value) < 0 ? 0x8000 : 0;
        double magnitude = Math.abs(value);
        int bits;
        if (Double.isNaN(value)) {
            bits = 0x7e00;
        } else if (Double.isInfinite(value)) {
            bits = 0x7c00;
        } else if (magnitude < 0x1p-14) {
            bits = (int) Math.scalb(magnitude, 24);
        } else {
            int exponent = Math.getExponent(magnitude);
            bits = exponent + HALF_BIAS << 10 | (int) ((Math.scalb(magnitude, -exponent) - 1) * 1024);
        }
        return (short) (sign | bits);
    }
}
