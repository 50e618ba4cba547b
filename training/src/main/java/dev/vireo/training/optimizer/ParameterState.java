package dev.vireo.training.optimizer;

import dev.vireo.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** What an optimizer remembers of one parameter: tensors of its shape, and how many steps it has made. */
final class ParameterState implements AutoCloseable {
    private final List<Tensor> tensors;
    private long steps;

    private ParameterState(List<Tensor> tensors, long steps) {
        this.tensors = tensors;
        this.steps = steps;
    }

    static ParameterState zero(Tensor parameter, int tensors) {
        return new ParameterState(
                Stream.generate(() -> parameter.newFull(parameter.shape(), 0).own())
                        .limit(tensors)
                        .toList(),
                0);
    }

    /** With copies of the tensors, on the parameter's engine and device. */
    static ParameterState copy(Tensor parameter, List<Tensor> tensors, long steps) {
        return new ParameterState(
                tensors.stream()
                        .map(each -> each.to(parameter.engine())
                                .to(parameter.device())
                                .copy()
                                .own())
                        .toList(),
                steps);
    }

    List<Tensor> tensors() {
        return tensors;
    }

    long steps() {
        return steps;
    }

    /** Counts a step. */
    long nextStep() {
        return ++steps;
    }

    @Override
    public void close() {
        tensors.forEach(Tensor::close);
    }
}
