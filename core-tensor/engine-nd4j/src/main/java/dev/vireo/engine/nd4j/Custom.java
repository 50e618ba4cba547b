package dev.vireo.engine.nd4j;

import org.nd4j.linalg.factory.Nd4j;

/** One of the operations that ND4J calls custom: any number of tensors in and out, which may lie in any layout. */
record Custom(String name, long hash) {
    /**
     * Finds an operation by ND4J's name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Custom named(String name) {
        var found = Nd4j.getExecutioner().getCustomOperations().get(name);
        if (found == null) {
            throw new IllegalArgumentException("ND4J has no operation '" + name + "'");
        }
        return new Custom(name, found.getHash());
    }

    /** Fills a tensor. */
    void run(Nd4jTensor result, Nd4jTensor... inputs) {
        run(Arguments.NONE, result, inputs);
    }

    /** Fills a tensor. */
    void run(Arguments arguments, Nd4jTensor result, Nd4jTensor... inputs) {
        run(arguments, new Nd4jTensor[] {result}, inputs);
    }

    /** Fills tensors. */
    void run(Arguments arguments, Nd4jTensor[] results, Nd4jTensor... inputs) {
        try (var context = NativeContext.open()) {
            context.arguments(arguments);
            context.tensors(inputs, results);
            context.run(this);
        }
    }

    /** Fills tensors without oneDNN. */
    void runPlain(Arguments arguments, Nd4jTensor[] results, Nd4jTensor... inputs) {
        try (var context = NativeContext.open()) {
            context.helpers(false);
            context.arguments(arguments);
            context.tensors(inputs, results);
            context.run(this);
        }
    }

    /** Fills a tensor with draws; the same seed draws the same. */
    void draw(long seed, Arguments arguments, Nd4jTensor result, Nd4jTensor... inputs) {
        try (var context = NativeContext.open()) {
            context.seed(seed);
            context.arguments(arguments);
            context.tensors(inputs, new Nd4jTensor[] {result});
            context.run(this);
        }
    }
}
