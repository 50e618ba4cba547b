package dev.vireo.engine.reference;

import dev.vireo.tensor.DType;
import java.nio.ByteBuffer;

/** The values of each type: rounding, wrapping, and the encoding in a buffer. */
final class Numbers {
    private static final int HALF_BIAS = 15;

    private Numbers() {}

    /** Rounds to the nearest value of a floating type, ties to even. */
    static double round(double value, DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> (float) value;
            case FLOAT16 -> nearest(value, 10, -14, 0x1p16);
            case BFLOAT16 -> nearest(value, 7, -126, 0x1p128);
            default -> value;
        };
    }

    /** Wraps a value around in an integral type. For bool, returns 1 if the value is not 0. */
    static long wrap(long value, DType dtype) {
        return switch (dtype) {
            case INT32 -> (int) value;
            case INT16 -> (short) value;
            case INT8 -> (byte) value;
            case UINT8 -> value & 0xff;
            case BOOL -> value != 0 ? 1 : 0;
            default -> value;
        };
    }

    /**
     * Rounds to fewer bits, as IEEE 754 does.
     *
     * @param value the value
     * @param bits the number of fraction bits
     * @param least the exponent of the smallest normal numbers
     * @param overflow values that round to this or more become infinite
     */
    private static double nearest(double value, int bits, int least, double overflow) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return value;
        }
        double distance = Math.scalb(1.0, Math.max(Math.getExponent(value), least) - bits);
        double rounded = Math.rint(value / distance) * distance;
        return Math.abs(rounded) >= overflow ? Math.copySign(Double.POSITIVE_INFINITY, value) : rounded;
    }

    /** Reads elements from a buffer, starting at element {@code place}, until the buffer is empty. */
    static void decode(ByteBuffer memory, DType dtype, Elements elements, int place) {
        for (int i = place; memory.hasRemaining(); i++) {
            switch (dtype) {
                case FLOAT64 -> elements.set(i, memory.getDouble());
                case FLOAT32 -> elements.set(i, memory.getFloat());
                case FLOAT16 -> elements.set(i, fromHalf(memory.getShort()));
                case BFLOAT16 -> elements.set(i, Float.intBitsToFloat(memory.getShort() << 16));
                case INT64 -> elements.set(i, memory.getLong());
                case INT32 -> elements.set(i, memory.getInt());
                case INT16 -> elements.set(i, memory.getShort());
                case INT8, UINT8, BOOL -> elements.set(i, memory.get());
            }
        }
    }

    /** Fills a buffer with elements, starting at element {@code place}. */
    static void encode(Elements elements, int place, DType dtype, ByteBuffer memory) {
        for (int i = place; memory.hasRemaining(); i++) {
            switch (dtype) {
                case FLOAT64 -> memory.putDouble(elements.real(i));
                case FLOAT32 -> memory.putFloat((float) elements.real(i));
                case FLOAT16 -> memory.putShort(toHalf(elements.real(i)));
                case BFLOAT16 -> memory.putShort((short) (Float.floatToIntBits((float) elements.real(i)) >>> 16));
                case INT64 -> memory.putLong(elements.whole(i));
                case INT32 -> memory.putInt((int) elements.whole(i));
                case INT16 -> memory.putShort((short) elements.whole(i));
                case INT8, UINT8, BOOL -> memory.put((byte) elements.whole(i));
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

    /** Encodes a value that is already rounded to float16. */
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
