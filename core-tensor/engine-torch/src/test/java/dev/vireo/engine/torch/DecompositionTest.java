package dev.vireo.engine.torch;

import dev.vireo.engine.tck.CheckedEngine;
import dev.vireo.engine.tck.suite.ForwardSuite;
import dev.vireo.engine.tck.suite.GradientSuite;
import dev.vireo.engine.tck.suite.MemorySuite;
import dev.vireo.engine.tck.suite.MetaSuite;
import dev.vireo.engine.tck.suite.RandomSuite;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.internal.decomposition.Primitives;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** libtorch with kernels of the primitives only, held against libtorch with all of its kernels. */
final class DecompositionTest {
    private final Engine whole = Engines.named("torch");
    private final Engine primitives =
            CheckedEngine.of(whole).only(Primitives.KEYS::contains).withoutFusedGradients();

    @TestFactory
    Stream<DynamicTest> valuesAreThoseOfTheKernels() {
        return new ForwardSuite(primitives, whole).values();
    }

    @TestFactory
    Stream<DynamicTest> halfTypesAreComputedInFloat32() {
        return new ForwardSuite(primitives, whole).halves();
    }

    @TestFactory
    Stream<DynamicTest> layoutsDoNotMatter() {
        return new ForwardSuite(primitives, whole).layouts();
    }

    @TestFactory
    Stream<DynamicTest> gradientsAreSlopes() {
        return new GradientSuite(primitives, whole).first();
    }

    @TestFactory
    Stream<DynamicTest> secondGradientsAreSlopes() {
        return new GradientSuite(primitives, whole).second();
    }

    @TestFactory
    Stream<DynamicTest> drawsRepeatAndAreDistributedRight() {
        return new RandomSuite(primitives).draws();
    }

    @TestFactory
    Stream<DynamicTest> metaGivesTheSameShapesAndTypes() {
        return new MetaSuite(primitives).specs();
    }

    @TestFactory
    Stream<DynamicTest> nothingIsLeftBehind() {
        return new MemorySuite(primitives, () -> 0).everything();
    }
}
