package dev.vireo.benchmarks.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks: in full on a device, and briefly on the CPU to check that they run. */
final class DeviceBenchmarksTest {
    private static final int BENCHMARKS = 4;

    static boolean cudaIsThere() {
        return Engines.current().devices().contains(Device.cuda(0));
    }

    @Test
    void benchmarksRunOnTheCpu() throws RunnerException {
        assertThat(run(Device.CPU, VerboseMode.SILENT, 0, 1, TimeValue.milliseconds(1)))
                .hasSize(BENCHMARKS)
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
    }

    /** Prints the measurements. */
    @Test
    @EnabledIf(value = "cudaIsThere", disabledReason = "libtorch finds no CUDA device here")
    void benchmarksAreMeasuredOnTheDevice() throws RunnerException {
        assertThat(run(Device.cuda(0), VerboseMode.NORMAL, 3, 5, TimeValue.seconds(2)))
                .hasSize(BENCHMARKS);
    }

    private static Collection<RunResult> run(
            Device device, VerboseMode printed, int warmups, int iterations, TimeValue time) throws RunnerException {
        var options = new OptionsBuilder()
                .include("dev\\.vireo\\.benchmarks\\.device\\.")
                .param("device", device.toString())
                .forks(0)
                .warmupIterations(warmups)
                .warmupTime(time)
                .measurementIterations(iterations)
                .measurementTime(time)
                .shouldFailOnError(true)
                .verbosity(printed)
                .build();
        return new Runner(options).run();
    }
}
