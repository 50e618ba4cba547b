package dev.vireo.benchmarks.libtorch;

import dev.vireo.benchmarks.workload.Sizes;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One recurrent layer over 32 sequences of 64 steps with 128 features, forward and backward by libtorch's autograd. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class Recurrence {
    @Param({"LSTM", "GRU", "RNN"})
    private String cell;

    private Tensor sequences;
    private Tensor state;
    private TensorVector states;
    private Tensor[] weights;
    private TensorVector boxedWeights;

    @Setup
    public void setUp() {
        Process.prepare();
        long gates = cell.equals("LSTM") ? 4 : cell.equals("GRU") ? 3 : 1;
        sequences = random(Sizes.SEQUENCES, Sizes.STEPS, Sizes.FEATURES);
        state = torch.zeros(1, Sizes.SEQUENCES, Sizes.FEATURES);
        states = new TensorVector(state, state);
        weights = new Tensor[] {
            random(gates * Sizes.FEATURES, Sizes.FEATURES),
            random(gates * Sizes.FEATURES, Sizes.FEATURES),
            random(gates * Sizes.FEATURES),
            random(gates * Sizes.FEATURES)
        };
        boxedWeights = new TensorVector(weights);
    }

    /** Returns values uniform in (-1 / sqrt(features), 1 / sqrt(features)). */
    private static Tensor random(long... shape) {
        double bound = 1 / Math.sqrt(Sizes.FEATURES);
        try (var two = new Scalar(2 * bound);
                var less = new Scalar(bound)) {
            return torch.rand(shape).mul(two).sub(less).set_requires_grad(true);
        }
    }

    @TearDown
    public void tearDown() {
        boxedWeights.close();
        for (var weight : weights) {
            weight.close();
        }
        states.close();
        state.close();
        sequences.close();
    }

    @Benchmark
    public void forwardAndBackward() {
        try (var scope = new PointerScope()) {
            run().sum().backward();
        }
        sequences.mutable_grad().reset();
        for (var weight : weights) {
            weight.mutable_grad().reset();
        }
    }

    private Tensor run() {
        return switch (cell) {
            case "LSTM" ->
                torch.lstm(sequences, states, boxedWeights, true, 1, 0, true, false, true)
                        .get0();
            case "GRU" ->
                torch.gru(sequences, state, boxedWeights, true, 1, 0, true, false, true)
                        .get0();
            default ->
                torch.rnn_tanh(sequences, state, boxedWeights, true, 1, 0, true, false, true)
                        .get0();
        };
    }
}
