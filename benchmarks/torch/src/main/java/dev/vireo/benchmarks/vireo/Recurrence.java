package dev.vireo.benchmarks.vireo;

import dev.vireo.benchmarks.workload.Sizes;
import dev.vireo.nn.init.Initializers;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.op.Recurrent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One recurrent layer over 32 sequences of 64 steps with 128 features: forward, and gradients of the sequences and all
 * weights.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class Recurrence {
    @Param({"LSTM", "GRU", "RNN"})
    private String cell;

    private Recurrent op;
    private Tensor[] inputs;

    @Setup
    public void setUp() {
        op = switch (cell) {
            case "LSTM" -> new Recurrent.Lstm(1, true, false);
            case "GRU" -> new Recurrent.Gru(1, true, false);
            default -> new Recurrent.Rnn(1, true, false, false);
        };
        long states = cell.equals("LSTM") ? 2 : 1;
        long gates = cell.equals("LSTM") ? 4 : cell.equals("GRU") ? 3 : 1;
        var all = new ArrayList<>(List.of(random(Sizes.SEQUENCES, Sizes.STEPS, Sizes.FEATURES)));
        for (int i = 0; i < states; i++) {
            all.add(Tensor.zeros(1, Sizes.SEQUENCES, Sizes.FEATURES).own());
        }
        all.add(random(gates * Sizes.FEATURES, Sizes.FEATURES));
        all.add(random(gates * Sizes.FEATURES, Sizes.FEATURES));
        all.add(random(gates * Sizes.FEATURES));
        all.add(random(gates * Sizes.FEATURES));
        inputs = all.toArray(Tensor[]::new);
    }

    private static Tensor random(long... shape) {
        return Initializers.fanIn(Shape.of(shape), Sizes.FEATURES).own().requiresGrad(true);
    }

    @TearDown
    public void tearDown() {
        for (var input : inputs) {
            input.close();
        }
    }

    @Benchmark
    public void forwardAndBackward() {
        try (var scope = TensorScope.open()) {
            Engines.run(op, inputs)[0].sum().backward();
        }
        for (var input : inputs) {
            input.clearGrad();
        }
    }
}
