package dev.vireo.engine.reference;

import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.op.Op;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests whose tensors live on the reference engine, in a scope of their own. */
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

    /** The first result. */
    static Tensor run(Op op, Tensor... inputs) {
        return Engines.run(op, inputs)[0];
    }
}
