package dev.vireo.engine.tck.sample;

import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import dev.vireo.tensor.op.Update;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One call of an operation.
 *
 * @param op the operation
 * @param inputs its inputs
 * @param traits properties that the suites respect
 */
public record OpSample(Op op, List<Argument> inputs, Set<Trait> traits) {
    /** A property of a sample that decides which suites use it. */
    public enum Trait {
        /** The function is not differentiable at this point: a kink, a tie, an infinity. */
        NO_GRADIENT,
        /** The function is differentiable at this point, but not twice. */
        NO_SECOND_GRADIENT,
        /** The gradient differs from the derivative by design, as in straight-through estimators. */
        STRAIGHT_THROUGH,
        /** The result is random and differs between engines. */
        RANDOM,
        /** The values would coincide when rounded to a half-precision type. */
        NO_HALF,
        /** Integers at the limits of their type. Vireo defines the results; ONNX does not. */
        INTEGER_LIMIT
    }

    /** A sample without traits. */
    public static OpSample of(Op op, Argument... inputs) {
        return new OpSample(op, List.of(inputs), Set.of());
    }

    /** Returns this sample with further traits. */
    public OpSample with(Trait... more) {
        var all = EnumSet.noneOf(Trait.class);
        all.addAll(traits);
        all.addAll(List.of(more));
        return new OpSample(op, inputs, Set.copyOf(all));
    }

    /** Returns the same call with other inputs. */
    public OpSample with(List<Argument> others) {
        return new OpSample(op, others, traits);
    }

    /** Whether the sample has a trait. */
    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether any input is cast to the floating type under test. */
    public boolean isFloating() {
        return inputs.stream().anyMatch(Argument::isFloating);
    }

    /** Runs the operation on inputs of this sample. Returns the results, or the tensors that an update has written. */
    public List<Tensor> run(List<Tensor> tensors) {
        var results = List.of(Engines.run(op, tensors.toArray(Tensor[]::new)));
        return op instanceof Update update ? tensors.subList(0, update.written(tensors.size())) : results;
    }

    /** The call in the form {@code conv [2, 3, 8], [4, 3, 3] (Conv[stride=[1], ...])}. */
    @Override
    public String toString() {
        var arguments = inputs.stream().map(Argument::toString).collect(Collectors.joining(", "));
        return OpKeys.label(op) + " " + arguments + (op instanceof Enum<?> ? "" : " (" + op + ")");
    }
}
