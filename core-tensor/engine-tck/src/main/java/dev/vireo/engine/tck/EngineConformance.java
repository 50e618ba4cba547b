package dev.vireo.engine.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.engine.tck.suite.BackwardStepSuite;
import dev.vireo.engine.tck.suite.ConcurrencySuite;
import dev.vireo.engine.tck.suite.CrossingSuite;
import dev.vireo.engine.tck.suite.ErrorSuite;
import dev.vireo.engine.tck.suite.ForwardSuite;
import dev.vireo.engine.tck.suite.GapSuite;
import dev.vireo.engine.tck.suite.GradientSuite;
import dev.vireo.engine.tck.suite.HostCopySuite;
import dev.vireo.engine.tck.suite.KeptTensorSuite;
import dev.vireo.engine.tck.suite.MemorySuite;
import dev.vireo.engine.tck.suite.MetaSuite;
import dev.vireo.engine.tck.suite.RandomSuite;
import dev.vireo.engine.tck.suite.RowGradientSuite;
import dev.vireo.engine.tck.suite.SharingSuite;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.internal.decomposition.Primitives;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs all suites on an engine. The module of an engine extends this class:
 *
 * <pre>{@code
 * class TorchConformanceTest extends EngineConformance {
 *  TorchConformanceTest() {
 *      super("torch");
 *  }
 * }
 * }</pre>
 */
public abstract class EngineConformance {
    private static final int CONCURRENT_PASSES = 100;

    private final CheckedEngine engine;
    private final CheckedEngine primitives;
    private final Engine reference;

    /** Tests an engine on its default device. */
    protected EngineConformance(String name) {
        this(CheckedEngine.of(Engines.named(name)));
    }

    /** Tests an engine on a given device. */
    protected EngineConformance(String name, Device device) {
        this(CheckedEngine.of(Engines.named(name)).on(device));
    }

    private EngineConformance(CheckedEngine engine) {
        this.engine = engine;
        primitives = engine.only(Primitives.KEYS::contains);
        reference = Engines.named("reference");
    }

    @TestFactory
    Stream<DynamicTest> valuesAgreeWithTheReference() {
        return new ForwardSuite(engine, reference).values();
    }

    @TestFactory
    Stream<DynamicTest> halfTypesAgreeWithTheReference() {
        return new ForwardSuite(engine, reference).halves();
    }

    @TestFactory
    Stream<DynamicTest> layoutsDoNotMatter() {
        return new ForwardSuite(engine, reference).layouts();
    }

    @TestFactory
    Stream<DynamicTest> viewsAloneShareMemory() {
        return new SharingSuite(engine).writes();
    }

    @TestFactory
    Stream<DynamicTest> viewsAloneShareMemoryInDecompositions() {
        return new SharingSuite(primitives).writes();
    }

    @TestFactory
    Stream<DynamicTest> valuesOfDecompositionsAgreeWithTheReference() {
        return new ForwardSuite(primitives, reference).values();
    }

    @TestFactory
    Stream<DynamicTest> halfTypesOfDecompositionsAgreeWithTheReference() {
        return new ForwardSuite(primitives, reference).halves();
    }

    @TestFactory
    Stream<DynamicTest> gradientsAreSlopes() {
        return new GradientSuite(engine, reference).first();
    }

    @TestFactory
    Stream<DynamicTest> gradientsWithoutFusedOnesAreSlopes() {
        return new GradientSuite(engine.withoutFusedGradients(), reference).first();
    }

    @TestFactory
    Stream<DynamicTest> gradientsOfDecompositionsAreSlopes() {
        return new GradientSuite(primitives, reference).first();
    }

    @TestFactory
    Stream<DynamicTest> secondGradientsAreSlopes() {
        return new GradientSuite(engine, reference).second();
    }

    @TestFactory
    Stream<DynamicTest> secondGradientsOfDecompositionsAreSlopes() {
        return new GradientSuite(primitives, reference).second();
    }

    @TestFactory
    Stream<DynamicTest> listenersHearOfFusedGradients() {
        return new BackwardStepSuite(engine).steps();
    }

    @TestFactory
    Stream<DynamicTest> drawsRepeatAndAreDistributedRight() {
        return new RandomSuite(engine).draws();
    }

    @TestFactory
    Stream<DynamicTest> drawsOfDecompositionsRepeatAndAreDistributedRight() {
        return new RandomSuite(primitives).draws();
    }

    @TestFactory
    Stream<DynamicTest> metaGivesTheSameShapesAndTypes() {
        return new MetaSuite(engine).specs();
    }

    @TestFactory
    Stream<DynamicTest> metaRefusesWhatNeedsValues() {
        return new MetaSuite(engine).values();
    }

    @TestFactory
    Stream<DynamicTest> mixedDevicesAreRefused() {
        return new MetaSuite(engine).mixedDevices();
    }

    @TestFactory
    Stream<DynamicTest> wrongCallsAreRefusedClearly() {
        return new ErrorSuite(engine).refusals();
    }

    @TestFactory
    Stream<DynamicTest> nothingIsLeftBehind() {
        return new MemorySuite(engine, this::nativeObjects).everything();
    }

    @TestFactory
    Stream<DynamicTest> nothingIsLeftBehindByDecompositions() {
        return new MemorySuite(primitives, this::nativeObjects).everything();
    }

    @TestFactory
    Stream<DynamicTest> numbersThatComeOnceDoNotAddUp() {
        return new MemorySuite(engine, this::nativeObjects).numbers();
    }

    @TestFactory
    Stream<DynamicTest> tensorsMoveToTheReferenceAndBack() {
        return new CrossingSuite(engine, reference).values();
    }

    @TestFactory
    Stream<DynamicTest> javaReadsAndWritesExactlyTheElements() {
        return new HostCopySuite(engine).copies();
    }

    @TestFactory
    Stream<DynamicTest> gradientsByRowsAreThoseOfTheUsualLookup() {
        return new RowGradientSuite(engine).rows();
    }

    @TestFactory
    Stream<DynamicTest> keptTensorsStayAsTheyAre() {
        return new KeptTensorSuite(engine).cases();
    }

    @TestFactory
    Stream<DynamicTest> threadsShareTensors() {
        return new ConcurrencySuite(engine, CONCURRENT_PASSES).cases();
    }

    @TestFactory
    Stream<DynamicTest> gradientsMoveBetweenEngines() {
        return new CrossingSuite(engine, reference).gradients();
    }

    @TestFactory
    Stream<DynamicTest> declaredGapsAreRefusedClearly() {
        return new GapSuite(engine, reference).refusals();
    }

    @TestFactory
    Stream<DynamicTest> declaredGapsAreReal() {
        return new GapSuite(engine, reference).works();
    }

    /** Operations without a kernel use a slower decomposition, so each engine's test lists them. */
    @Test
    void fallsBackWhereItSays() {
        assertThat(Completeness.withoutKernel(engine)).isEmpty();
        assertThat(Completeness.fallbacks(engine)).containsExactlyInAnyOrderElementsOf(fallbacks());
    }

    /** The documentation lists the operations and types that the engine lacks, and is up to date. */
    @Test
    void lacksWhatTheDocumentationSays() {
        var page = Coverage.page();
        assumeTrue(page.isPresent(), "no page about engines in a parent of the working directory");
        var actual = String.join("\n", Coverage.section(engine));
        assertThat(String.join("\n", Coverage.documented(page.orElseThrow(), engine.name())))
                .as("%s should say:%n%n%s%n", page.orElseThrow(), actual)
                .isEqualTo(actual);
    }

    /** The names of operations without a kernel in this engine, such as {@code Unary.MISH}. */
    protected abstract List<String> fallbacks();

    /**
     * The number of native objects that the engine's library holds. Engines that can count them override this method.
     */
    protected long nativeObjects() {
        return 0;
    }
}
