package dev.vireo.training.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.VireoException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StateTest {
    @Test
    void returnsValuesInTheirTypes() {
        var state = State.ofValues(Map.of(
                "steps",
                3,
                "seed",
                1L << 40,
                "scale",
                0.5,
                "worst",
                "NaN",
                "done",
                true,
                "name",
                "a",
                "list",
                List.of(1),
                "map",
                Map.of("inner", 7)));
        assertThat(state.integer("steps")).isEqualTo(3);
        assertThat(state.integer("seed")).isEqualTo(1L << 40);
        assertThat(state.number("scale")).isEqualTo(0.5);
        assertThat(state.number("steps")).isEqualTo(3);
        assertThat(state.number("worst")).isNaN();
        assertThat(state.flag("done")).isTrue();
        assertThat(state.text("name")).isEqualTo("a");
        assertThat(state.list("list")).hasSize(1);
        assertThat(state.nested("map").integer("inner")).isEqualTo(7);
        assertThat(state.has("map")).isTrue();
        assertThat(state.has("other")).isFalse();
    }

    @Test
    void reportsMissingValuesAndOtherTypes() {
        var state = State.ofValues(Map.of("steps", "three"));
        assertThatThrownBy(() -> state.integer("epochs"))
                .isInstanceOf(VireoException.class)
                .hasMessage("the value 'epochs' is missing; there are [steps]");
        assertThatThrownBy(() -> state.integer("steps"))
                .isInstanceOf(VireoException.class)
                .hasMessage("the value 'steps' is three; expected a whole number");
        assertThatThrownBy(() -> state.number("steps")).hasMessageContaining("expected a number");
        assertThatThrownBy(() -> state.flag("steps")).hasMessageContaining("expected true or false");
        assertThatThrownBy(() -> state.tensor("weight"))
                .isInstanceOf(VireoException.class)
                .hasMessageContaining("'weight' is missing");
    }

    @Test
    void refusesValuesThatJsonCannotRepresent() {
        assertThatThrownBy(() -> State.ofValues(Map.of("file", new Object())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'file'");
        assertThatThrownBy(() -> State.ofValues(Map.of("map", Map.of(1, 2)))).hasMessageContaining("no string");
    }
}
