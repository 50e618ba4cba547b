package dev.vireo.nn;

import dev.vireo.tensor.TensorScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Opens a scope for each test, so that its tensors are freed at the end. */
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
