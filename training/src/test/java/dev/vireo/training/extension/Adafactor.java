package dev.vireo.training.extension;

import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.training.optimizer.Optimizer;
import dev.vireo.training.optimizer.ParameterGroup;
import dev.vireo.training.optimizer.ParameterStep;
import java.util.Map;

/**
 * Adafactor without momentum (Shazeer and Stern 2018, algorithms 4 and 5): the second moment of a matrix [n, m] is the
 * product of a vector [n] and a vector [m].
 */
final class Adafactor extends Optimizer {
    record Settings(double learningRate) implements Optimizer.Settings {
        @Override
        public Adafactor over(ParameterGroup... groups) {
            return new Adafactor(this, groups);
        }
    }

    private Adafactor(Settings settings, ParameterGroup... groups) {
        super(settings, groups);
    }

    @Override
    protected Map<String, TensorSpec> state(TensorSpec parameter) {
        var spec = accumulator(parameter);
        var shape = parameter.shape();
        return shape.rank() == 2
                ? Map.of("rows", spec.with(Shape.of(shape.size(0))), "columns", spec.with(Shape.of(shape.size(1))))
                : Map.of("squares", spec);
    }

    @Override
    protected void update(ParameterStep step) {
        double fresh = Math.pow(step.number(), -0.8); // 1 - beta2
        var squares = step.gradient().square().add(1e-30);
        var update = step.gradient().div(secondMoment(step, squares, fresh).sqrt());
        var clipped = update.div(rootMeanSquare(update).clamp(1, Float.MAX_VALUE));
        var scale = rootMeanSquare(step.parameter()).clamp(1e-3, Float.MAX_VALUE);
        double rate = Math.min(step.learningRate(), 1 / Math.sqrt(step.number()));
        step.parameter().assignAdd(clipped.mul(scale), -rate);
    }

    private static Tensor secondMoment(ParameterStep step, Tensor squares, double fresh) {
        if (step.parameter().shape().rank() != 2) {
            return step.state("squares").assignLerp(squares, fresh);
        }
        var rows = step.state("rows").assignLerp(squares.mean(1), fresh);
        var columns = step.state("columns").assignLerp(squares.mean(0), fresh);
        return rows.div(rows.mean()).unsqueeze(1).mul(columns); // [n, 1] times [m]
    }

    private static Tensor rootMeanSquare(Tensor x) {
        return x.square().mean().sqrt();
    }
}
