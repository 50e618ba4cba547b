package dev.vireo.nn;

import dev.vireo.tensor.TensorScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests whose tensors are freed at the end of each. */
abstract class InScope {
    @SuppressWarnings("NullAway.Init")
    private TensorScope scope;

    @BeforeEach
    final void openScope() {
        scope = TensorScope.open();
    }

    @AfterEach
    final void closeScope() {
        scope.close();
    }
}
