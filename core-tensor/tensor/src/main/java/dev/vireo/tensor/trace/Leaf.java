package dev.vireo.tensor.trace;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.engine.Engine;
import java.util.Optional;

/** A value that no step of a trace computes. */
public sealed interface Leaf {
    /** The name, unique among the leaves of the trace. */
    String name();

    /** The value in the trace's steps. */
    TraceValue value();

    /** The values; empty for an input. */
    Optional<Tensor> data();

    /** The same leaf with its values on another engine. */
    Leaf to(Engine engine);

    /**
     * An input.
     *
     * @param name its name
     * @param value its value in the steps
     */
    record Input(String name, TraceValue value) implements Leaf {
        @Override
        public Optional<Tensor> data() {
            return Optional.empty();
        }

        @Override
        public Leaf to(Engine engine) {
            return this;
        }
    }

    /**
     * A parameter or buffer, under its name in the state dict.
     *
     * @param name its name in the state dict
     * @param value its value in the steps
     * @param tensor shares the network's memory, so that it follows training; the trace closes it
     */
    record State(String name, TraceValue value, Tensor tensor) implements Leaf {
        @Override
        public Optional<Tensor> data() {
            return Optional.of(tensor);
        }

        @Override
        public Leaf to(Engine engine) {
            return new State(name, value, share(tensor, engine));
        }
    }

    /**
     * Any other tensor that existed before the recording, or that every run made from the same Java values.
     *
     * @param name its name
     * @param value its value in the steps
     * @param tensor shares the memory of the recorded one; the trace closes it
     */
    record Constant(String name, TraceValue value, Tensor tensor) implements Leaf {
        @Override
        public Optional<Tensor> data() {
            return Optional.of(tensor);
        }

        @Override
        public Leaf to(Engine engine) {
            return new Constant(name, value, share(tensor, engine));
        }
    }

    private static Tensor share(Tensor tensor, Engine engine) {
        try (var scope = TensorScope.open()) {
            return tensor.detach().to(engine).own();
        }
    }
}
