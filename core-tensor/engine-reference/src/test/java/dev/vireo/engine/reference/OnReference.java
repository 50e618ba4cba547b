package dev.vireo.engine.reference;

import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.op.Op;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Runs each test on the reference engine, in its own scope. */
abstract class OnReference {
    private TensorScope scope;

    @BeforeEach
    void open() {
        Engines.use("reference");
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    /** Returns the first result. */
    static Tensor run(Op op, Tensor... inputs) {
        return Engines.run(op, inputs)[0];
    }
}
