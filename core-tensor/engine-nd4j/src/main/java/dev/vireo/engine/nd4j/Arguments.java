package dev.vireo.engine.nd4j;

/** The arguments of an ND4J operation besides its tensors, in the order of ND4J's documentation. */
record Arguments(long[] integers, double[] numbers, boolean[] flags) {
    private static final long[] NO_INTEGERS = {};
    private static final double[] NO_NUMBERS = {};
    private static final boolean[] NO_FLAGS = {};

    static final Arguments NONE = new Arguments(NO_INTEGERS, NO_NUMBERS, NO_FLAGS);

    static Arguments integers(long... values) {
        return new Arguments(values, NO_NUMBERS, NO_FLAGS);
    }

    static Arguments numbers(double... values) {
        return new Arguments(NO_INTEGERS, values, NO_FLAGS);
    }

    Arguments andNumbers(double... values) {
        return new Arguments(integers, values, flags);
    }

    Arguments andFlags(boolean... values) {
        return new Arguments(integers, numbers, values);
    }
}
