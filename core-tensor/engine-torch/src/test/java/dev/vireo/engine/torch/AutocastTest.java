package dev.vireo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.tensor.Autocast;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.listener.BackwardStep;
import dev.vireo.tensor.listener.ListenerScope;
import dev.vireo.tensor.listener.OpListener;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AutocastTest {
    private TensorScope scope;
    private Tensor x;
    private Tensor weight;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
        x = Tensor.arange(40).mul(0.0137f).sin().reshape(5, 8).requiresGrad(true);
        weight = Tensor.arange(24).mul(0.31f).cos().reshape(3, 8).requiresGrad(true);
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private Tensor loss() {
        return x.linear(weight)
                .tanh()
                .matmul(weight)
                .layerNorm(1e-5)
                .softmax(1)
                .square()
                .mean();
    }

    private List<Tensor> gradients() {
        return List.of(x.grad().orElseThrow(), weight.grad().orElseThrow());
    }

    private List<float[]> values() {
        return gradients().stream().map(Tensor::toFloatArray).toList();
    }

    @Test
    void autocastDoesNotAffectBackward() {
        loss().backward();
        var outside = values();
        x.clearGrad();
        weight.clearGrad();
        var again = loss();
        try (var autocast = Autocast.open(DType.BFLOAT16)) {
            again.backward();
        }
        assertThat(gradients()).allMatch(gradient -> gradient.dtype() == DType.FLOAT32);
        assertThat(values()).usingRecursiveComparison().isEqualTo(outside);
    }

    @Test
    void autocastDoesNotAffectSecondDerivatives() {
        var outside = second(loss());
        var recorded = loss();
        float[] inside;
        try (var autocast = Autocast.open(DType.BFLOAT16)) {
            inside = second(recorded);
        }
        assertThat(inside).isEqualTo(outside);
    }

    private float[] second(Tensor loss) {
        var first = Autograd.gradients(List.of(loss), List.of(weight), true).get(0);
        return Autograd.gradients(List.of(first.square().sum()), List.of(x), false)
                .get(0)
                .toFloatArray();
    }

    @Test
    void backwardUsesTheTypesThatForwardChose() {
        Tensor recorded;
        try (var autocast = Autocast.open(DType.BFLOAT16)) {
            recorded = loss();
        }
        recorded.backward();
        var outside = values();
        x.clearGrad();
        weight.clearGrad();
        try (var autocast = Autocast.open(DType.BFLOAT16)) {
            loss().backward();
            assertThat(Autocast.isOn()).isTrue();
        }
        assertThat(values()).usingRecursiveComparison().isEqualTo(outside);
    }

    /**
     * Half of forward runs in an inner autocast to another type. Backward runs in two autocasts, and outside of any.
     */
    @Test
    void nestedAutocastsDoNotAffectBackward() {
        backward(null, null); // fills the cache of scalars
        var outside = backward(null, null);
        assertThat(outside.types).contains("matMul FLOAT32", "matMul BFLOAT16", "sum FLOAT32");
        for (var types : List.of(
                List.of(DType.BFLOAT16, DType.FLOAT32),
                List.of(DType.FLOAT32, DType.BFLOAT16),
                List.of(DType.BFLOAT16, DType.FLOAT16),
                List.of(DType.FLOAT16, DType.FLOAT16))) {
            var inside = backward(types.get(0), types.get(1));
            assertThat(inside.types).isEqualTo(outside.types);
            assertThat(inside.values).usingRecursiveComparison().isEqualTo(outside.values);
        }
    }

    private record Pass(List<String> types, List<float[]> values) {}

    /**
     * Runs the same forward each time, and backward inside of two autocasts or of none. Returns the types of all
     * results in backward, and the gradients.
     */
    private Pass backward(@Nullable DType outer, @Nullable DType inner) {
        x.clearGrad();
        weight.clearGrad();
        Tensor recorded;
        try (var autocast = Autocast.open(DType.BFLOAT16)) {
            var hidden = x.linear(weight).tanh();
            try (var off = Autocast.open(DType.FLOAT32)) {
                hidden = hidden.to(DType.FLOAT32).matmul(weight).prod(0);
            }
            recorded = hidden.matmul(weight.transpose(0, 1)).softmax(0).square().sum();
        }
        var types = new ArrayList<String>();
        var listener = new OpListener() {
            @Override
            public void ran(Op op, List<Tensor> inputs, List<Tensor> outputs, String path, long nanos) {
                outputs.forEach(output ->
                        types.add(OpKeys.label(op) + " " + output.dtype().name()));
            }

            @Override
            public void ranBackward(BackwardStep step) {
                step.results().stream()
                        .flatMap(Optional::stream)
                        .forEach(result -> types.add(
                                step.recorded().name() + " " + result.dtype().name()));
            }

            @Override
            public boolean entersBackward() {
                return true;
            }
        };
        try (var first = outer == null ? null : Autocast.open(outer);
                var second = inner == null ? null : Autocast.open(inner);
                var listening = ListenerScope.open(listener)) {
            recorded.backward();
        }
        return new Pass(types, values());
    }

    @Test
    void aParameterFirstCastWithoutGradientStillGetsOne() {
        try (var autocast = Autocast.open(DType.BFLOAT16)) {
            loss().backward();
        }
        var expected = values();
        x.clearGrad();
        weight.clearGrad();
        try (var autocast = Autocast.open(DType.BFLOAT16)) {
            try (var off = Autograd.noGrad()) {
                loss();
            }
            loss().backward();
        }
        assertThat(values()).usingRecursiveComparison().isEqualTo(expected);
    }
}
