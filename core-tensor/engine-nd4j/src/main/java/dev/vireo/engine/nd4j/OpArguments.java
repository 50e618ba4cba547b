package dev.vireo.engine.nd4j;

/** The arguments of an ND4J operation besides its tensors, in the order of ND4J's documentation. */
record OpArguments(long[] integers, double[] numbers, boolean[] flags) {
    private static final long[] NO_INTEGERS = {};
    private static final double[] NO_NUMBERS = {};
    private static final boolean[] NO_FLAGS = {};

    static final OpArguments NONE = new OpArguments(NO_INTEGERS, NO_NUMBERS, NO_FLAGS);

    static OpArguments integers(long... values) {
        return new OpArguments(values, NO_NUMBERS, NO_FLAGS);
    }

    static OpArguments numbers(double... values) {
        return new OpArguments(NO_INTEGERS, values, NO_FLAGS);
    }

    OpArguments andNumbers(double... values) {
        return new OpArguments(integers, values, flags);
    }

    OpArguments andFlags(boolean... values) {
        return new OpArguments(integers, numbers, values);
    }
}
