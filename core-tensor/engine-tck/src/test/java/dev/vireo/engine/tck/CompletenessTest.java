package dev.vireo.engine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompletenessTest {
    @Test
    void everyTableHasARowForEveryOperation() {
        assertThat(Completeness.gaps()).isEmpty();
    }

    @Test
    void everyOperationHasAGradientOrIsDeclaredNonDifferentiable() {
        assertThat(Completeness.withoutGradient()).isEmpty();
    }
}
