package dev.vireo.benchmarks.nd4j;

import dev.vireo.benchmarks.workload.Chain;
import dev.vireo.benchmarks.workload.Sizes;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Ten operations on vectors of 16, forward and backward, in a SameDiff graph that is built once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class TenOps {
    private SameDiff graph;

    @Setup
    public void setUp() {
        graph = SameDiff.create();
        var x = graph.var("x", Nd4j.ones(Sizes.VECTOR));
        var w = graph.constant("w", Nd4j.ones(Sizes.VECTOR));
        var gate = graph.nn().sigmoid(graph.nn().relu(x.mul(w).add(w), 0).mul(w));
        var sum = graph.math().exp(graph.nn().tanh(gate.mul(w)).add(w)).sum();
        graph.setLossVariables(sum);
        Chain.requireGradient(forwardAndBackward().toFloatVector());
    }

    @Benchmark
    public INDArray forwardAndBackward() {
        return Objects.requireNonNull(graph.calculateGradients(Map.of(), "x").get("x"));
    }
}
