package dev.vireo.engine.nd4j;

import java.util.function.Consumer;
import org.nd4j.linalg.factory.Nd4j;

/** An ND4J custom operation. It accepts any number of input and result tensors, in any memory layout. */
record CustomOperation(String name, long hash) {
    static final CustomOperation ADD = named("add");
    static final CustomOperation MULTIPLY = named("multiply");
    static final CustomOperation LESS = named("less");
    static final CustomOperation NOT_EQUALS = named("not_equals");
    static final CustomOperation BITWISE_AND = named("bitwise_and");
    static final CustomOperation SUM = named("reduce_sum");
    static final CustomOperation MAXIMUM = named("reduce_max");

    /**
     * Finds an operation by ND4J's name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static CustomOperation named(String name) {
        var found = Nd4j.getExecutioner().getCustomOperations().get(name);
        if (found == null) {
            throw new IllegalArgumentException("ND4J has no operation '" + name + "'");
        }
        return new CustomOperation(name, found.getHash());
    }

    /** Runs the operation without arguments and writes the result. */
    void run(Nd4jTensor result, Nd4jTensor... inputs) {
        run(OpArguments.NONE, result, inputs);
    }

    /** Runs the operation and writes the result. */
    void run(OpArguments arguments, Nd4jTensor result, Nd4jTensor... inputs) {
        run(context -> {}, arguments, result, inputs);
    }

    /** Runs the operation in a context with other settings, such as a seed, and writes the result. */
    void run(Consumer<NativeContext> settings, OpArguments arguments, Nd4jTensor result, Nd4jTensor... inputs) {
        try (var context = NativeContext.open()) {
            settings.accept(context);
            context.arguments(arguments);
            context.tensors(inputs, result);
            context.run(this);
        }
    }
}
