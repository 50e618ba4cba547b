package dev.vireo.engine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.tensor.Engines;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.EngineProvider;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.FusedGradient.StandIn;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.internal.decomposition.Primitives;
import dev.vireo.tensor.op.Unary;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Limits the size of the contract with engines, and checks that wrappers forward all of its methods. */
class ContractTest {
    @Test
    void anEngineNeeds45PrimitivesAtMost() {
        assertThat(Primitives.KEYS).hasSizeLessThanOrEqualTo(45);
    }

    @Test
    void anEngineNeedsTwelveOtherMethodsAtMost() {
        var mandatory = Stream.of(EngineProvider.class, Engine.class, NativeTensor.class)
                .flatMap(each -> Arrays.stream(each.getMethods()))
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .map(Method::toString);
        assertThat(mandatory).isNotEmpty().hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void wrappedEnginesForwardEveryCall() {
        assertThat(ForwardingEngine.class).isAssignableFrom(CheckedEngine.class);
        assertThat(Engine.class.getMethods())
                .allSatisfy(method -> assertThat(
                                ForwardingEngine.class.getMethod(method.getName(), method.getParameterTypes()))
                        .extracting(Method::getDeclaringClass)
                        .isEqualTo(ForwardingEngine.class));
    }

    @Test
    void wrappedGradientsForwardEveryCall() {
        var rows = KernelTable.of("test").gradient(Unary.EXP, new Named()).build();
        var checked = CheckedEngine.of(Engines.named("reference")).with(rows);

        var gradient = checked.kernels().gradients().require(Unary.EXP);
        assertThat(gradient.standIn(0)).isEqualTo(StandIn.ANY);
        assertThat(gradient.saved()).isEqualTo(FusedGradient.Saved.OUTPUTS);
        assertThat(FusedGradient.class.getMethods())
                .allSatisfy(method -> assertThat(
                                gradient.getClass().getMethod(method.getName(), method.getParameterTypes()))
                        .extracting(Method::getDeclaringClass)
                        .isEqualTo(gradient.getClass()));
    }

    /** A gradient that returns a different value from every method. */
    private static final class Named implements FusedGradient<Unary> {
        @Override
        public Saved saved() {
            return Saved.OUTPUTS;
        }

        @Override
        public StandIn standIn(int input) {
            return StandIn.ANY;
        }

        @Override
        public NativeTensor[] forward(Unary op, NativeTensor[] inputs) {
            throw new AssertionError("is not run");
        }

        @Override
        public NativeTensor[] backward(Unary op, Tape tape, boolean[] needed) {
            throw new AssertionError("is not run");
        }
    }
}
