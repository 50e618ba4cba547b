package dev.vireo.engine.tck.suite;

import dev.vireo.engine.tck.CheckedEngine;
import dev.vireo.engine.tck.sample.OpSample;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.listener.BackwardStep;
import dev.vireo.tensor.listener.ListenerScope;
import dev.vireo.tensor.listener.OpListener;
import dev.vireo.tensor.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Tests that listeners are notified of the same backward steps whether the engine fuses a gradient or not. */
public final class BackwardStepSuite {
    private final CheckedEngine engine;
    private final Derivatives fused;
    private final Derivatives unfused;

    /** Tests an engine on its default device. */
    public BackwardStepSuite(CheckedEngine engine) {
        this.engine = engine;
        this.fused = new Derivatives(engine);
        this.unfused = new Derivatives(engine.withoutFusedGradients());
    }

    /** The operations that have a fused gradient. */
    public Stream<DynamicTest> steps() {
        return OpTests.of(
                fused.bench(),
                sample -> GradientSuite.differentiable(sample)
                        && engine.kernels().gradients().has(sample.op().key()),
                this::faults);
    }

    private Stream<String> faults(OpSample sample) {
        var expected = steps(unfused, sample);
        var actual = steps(fused, sample);
        boolean same = actual.size() == expected.size()
                && IntStream.range(0, actual.size()).allMatch(i -> actual.get(i).agrees(expected.get(i)));
        if (!same) {
            return Stream.of("steps " + actual + ", without fused gradients " + expected);
        }
        boolean named = actual.stream().anyMatch(step -> step.op.equals(Optional.of(sample.op())));
        return named ? Stream.empty() : Stream.of("no step has the operation: " + actual);
    }

    /** A step without its values. */
    private record Heard(
            Optional<Op> op, List<Optional<TensorSpec>> gradients, List<Optional<TensorSpec>> results, boolean timed) {
        static Heard of(BackwardStep step) {
            return new Heard(step.recorded().op(), specs(step.gradients()), specs(step.results()), step.nanos() > 0);
        }

        /** Whether both are the same step. A fused gradient may be zeros where a rule gives none. */
        boolean agrees(Heard rule) {
            return op.equals(rule.op)
                    && gradients.equals(rule.gradients)
                    && timed
                    && IntStream.range(0, results.size())
                            .allMatch(i -> rule.results.get(i).isEmpty()
                                    || results.get(i).equals(rule.results.get(i)));
        }

        private static List<Optional<TensorSpec>> specs(List<Optional<Tensor>> tensors) {
            return tensors.stream().map(each -> each.map(Tensor::spec)).toList();
        }
    }

    private static List<Heard> steps(Derivatives slopes, OpSample sample) {
        var heard = new ArrayList<Heard>();
        OpListener listener = new OpListener() {
            @Override
            public void ran(Op op, List<Tensor> inputs, List<Tensor> outputs, String path, long nanos) {}

            @Override
            public void ranBackward(BackwardStep step) {
                heard.add(Heard.of(step));
            }
        };
        try (var listening = ListenerScope.open(listener)) {
            slopes.gradients(sample);
        }
        return heard;
    }
}
