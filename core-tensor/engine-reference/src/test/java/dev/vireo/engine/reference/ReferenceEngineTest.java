package dev.vireo.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.DeviceException;
import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.decomposition.Primitives;
import dev.vireo.tensor.op.OpKeys;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How it is found and chosen, and how little it is. */
class ReferenceEngineTest extends OnReference {
    @Test
    void hasThePrimitivesAndNothingElse() {
        var kernels = Engines.named("reference").kernels();

        assertThat(OpKeys.all().stream().filter(kernels.forward()::has))
                .containsExactlyInAnyOrderElementsOf(Primitives.KEYS);
        assertThat(OpKeys.all().stream().filter(kernels.gradients()::has)).isEmpty();
    }

    @Test
    void isFoundByItsNameAndComputesOnTheCpu() {
        var engine = Engines.named("reference");

        assertThat(engine.name()).isEqualTo("reference");
        assertThat(engine.devices()).containsExactly(Device.CPU);
        assertThat(Tensor.of(1.0).exp().engine()).isSameAs(engine);
    }

    @Test
    void standsBackBehindAnyOtherEngine() {
        assertThat(new ReferenceEngineProvider().priority()).isEqualTo(Integer.MIN_VALUE);
    }

    @Test
    void isChosenForAThreadWhileOthersGoOn() {
        var other = new ReferenceEngineProvider().load();

        Engines.with(other, () -> {
            assertThat(Engines.current()).isSameAs(other);
            assertThat(CompletableFuture.supplyAsync(Engines::current).join()).isNotSameAs(other);
            return other;
        });
        assertThat(Engines.current()).isSameAs(Engines.named("reference"));
    }

    @Test
    void resultsStayOnTheEngineOfTheirInputs() {
        var other = new ReferenceEngineProvider().load();
        var x = Engines.with(other, () -> Tensor.of(1.0, 2));

        assertThat(x.mul(x).engine()).isSameAs(other);
        assertThat(x.mul(2).engine()).isSameAs(other);
        assertThatThrownBy(() -> x.add(Tensor.of(1.0)))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("different engines");
    }

    @Test
    void anEngineThatIsNotThereIsRefusedByName() {
        assertThatThrownBy(() -> Engines.use("absent"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("engine 'absent' is not on the classpath")
                .hasMessageContaining("reference");
        assertThat(Engines.current().name()).isEqualTo("reference");
    }
}
