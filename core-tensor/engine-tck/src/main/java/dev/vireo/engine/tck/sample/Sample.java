package dev.vireo.engine.tck.sample;

import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One call of an operation. */
public record Sample(Op op, List<Argument> inputs, Set<Trait> traits) {
    /** What suites must know of a sample. */
    public enum Trait {
        /** The point has no slope: a kink, a tie, an infinity. */
        NO_GRADIENT,
        /** There is a slope, but no smooth one. */
        NO_SECOND_GRADIENT,
        /** The gradient is not the slope, by design: straight-through estimators. */
        STRAIGHT_THROUGH,
        /** Engines draw differently. */
        RANDOM,
        /** Too delicate for 8 or 11 bits: values that must stay apart would meet. */
        NO_HALF,
        /** Integral values where the range of their type ends: Vireo says what becomes of them, ONNX does not. */
        INTEGER_LIMIT
    }

    public static Sample of(Op op, Argument... inputs) {
        return new Sample(op, List.of(inputs), Set.of());
    }

    public Sample with(Trait... more) {
        var all = EnumSet.noneOf(Trait.class);
        all.addAll(traits);
        all.addAll(List.of(more));
        return new Sample(op, inputs, Set.copyOf(all));
    }

    /** The same call with other inputs. */
    public Sample with(List<Argument> others) {
        return new Sample(op, others, traits);
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether any input takes the floating type under test. */
    public boolean isFloating() {
        return inputs.stream().anyMatch(Argument::isFloating);
    }

    /** As in {@code conv [2, 3, 8], [4, 3, 3] (Conv[stride=[1], ...])}. */
    @Override
    public String toString() {
        var arguments = inputs.stream().map(Argument::toString).collect(Collectors.joining(", "));
        return OpKeys.label(op) + " " + arguments + (op instanceof Enum<?> ? "" : " (" + op + ")");
    }
}
