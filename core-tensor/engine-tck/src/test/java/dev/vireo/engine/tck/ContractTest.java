package dev.vireo.engine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.EngineProvider;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.internal.decomposition.Primitives;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract with engines stays small, and what stands between an engine and its user hides none of it. */
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
    void anEngineUnderTestAnswersEveryCallAsTheEngineDoes() {
        assertThat(Engine.class.getMethods())
                .allSatisfy(method -> assertThat(
                                CheckedEngine.class.getMethod(method.getName(), method.getParameterTypes()))
                        .extracting(Method::getDeclaringClass)
                        .isEqualTo(CheckedEngine.class));
    }
}
