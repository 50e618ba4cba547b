package dev.vireo.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.engine.tck.CheckedEngine;
import dev.vireo.engine.tck.suite.ForwardSuite;
import dev.vireo.engine.tck.suite.RandomSuite;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs all value tests on a device with separate memory; no value may be read before it was copied. */
class SimulatedGpuTest {
    @BeforeAll
    static void install() {
        SimulatedGpu.install();
    }

    @Test
    void theEngineHasTheDevice() {
        var engine = Engines.named("nd4j");

        assertThat(engine.devices()).containsExactly(Device.CPU, Device.cuda(0));
        assertThat(engine.diagnosis()).containsEntry("cuda", "available");
    }

    @TestFactory
    Stream<DynamicTest> valuesAgreeWithTheReference() {
        return new ForwardSuite(onGpu(), Engines.named("reference")).values();
    }

    @TestFactory
    Stream<DynamicTest> layoutsDoNotMatter() {
        return new ForwardSuite(onGpu(), Engines.named("reference")).layouts();
    }

    @TestFactory
    Stream<DynamicTest> drawsRepeatAndAreDistributedRight() {
        return new RandomSuite(onGpu()).draws();
    }

    private static CheckedEngine onGpu() {
        return CheckedEngine.of(Engines.named("nd4j")).on(Device.cuda(0));
    }
}
