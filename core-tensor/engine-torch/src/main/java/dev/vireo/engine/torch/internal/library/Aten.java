package dev.vireo.engine.torch.internal.library;

import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;

/** Calls a libtorch function that has no Java method by its schema, which is looked up once. */
public final class Aten {
    private final OperatorHandle operator;

    private Aten(OperatorHandle operator) {
        this.operator = operator;
    }

    /** @param name the name in libtorch's {@code native_functions.yaml}, without an overload */
    public static Aten of(String name) {
        return new Aten(Dispatcher.singleton().findSchemaOrThrow("aten::" + name, ""));
    }

    /**
     * Calls the function with all arguments of the schema, and closes the arguments.
     *
     * @return the results, which the caller closes
     */
    public IValueVector call(IValue... arguments) {
        var stack = new IValueVector();
        try {
            for (var argument : arguments) {
                stack.push_back(argument);
                argument.close();
            }
            operator.callBoxed(stack);
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** Calls a function whose only result is a tensor. */
    public Tensor one(IValue... arguments) {
        try (var results = call(arguments);
                var result = results.get(0)) {
            return new Tensor(result.toTensor());
        }
    }

    /** Calls a function for its side effects. */
    public void run(IValue... arguments) {
        call(arguments).close();
    }
}
