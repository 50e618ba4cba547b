package dev.vireo.engine.reference;

import dev.vireo.tensor.DType;

/**
 * An array that views share. Floating types are stored as doubles and rounded when written. Integral types and bool are
 * stored as longs, so that int64 is exact and narrower types wrap around exactly.
 */
sealed interface Elements {
    /** Returns an array of zeros. */
    static Elements allocate(DType dtype, int size) {
        return dtype.isFloating() ? new Reals(dtype, new double[size]) : new Wholes(dtype, new long[size]);
    }

    double real(int place);

    long whole(int place);

    void set(int place, double value);

    void set(int place, long value);

    /** Elements of a floating type. */
    record Reals(DType dtype, double[] values) implements Elements {
        @Override
        public double real(int place) {
            return values[place];
        }

        @Override
        public long whole(int place) {
            return (long) values[place];
        }

        @Override
        public void set(int place, double value) {
            values[place] = Numbers.round(value, dtype);
        }

        @Override
        public void set(int place, long value) {
            set(place, (double) value);
        }
    }

    /** Elements of an integral type; bool is stored as 0 and 1. */
    record Wholes(DType dtype, long[] values) implements Elements {
        @Override
        public double real(int place) {
            return values[place];
        }

        @Override
        public long whole(int place) {
            return values[place];
        }

        /** Truncates, as C does. As bool, any value other than 0 is true. */
        @Override
        public void set(int place, double value) {
            set(place, dtype == DType.BOOL ? (value != 0 ? 1 : 0) : (long) value);
        }

        @Override
        public void set(int place, long value) {
            values[place] = Numbers.wrap(value, dtype);
        }
    }
}
