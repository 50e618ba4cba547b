package dev.vireo.training.optimizer;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.op.Update;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An optimizer whose engine operation updates many parameters at once. */
abstract class FusedOptimizer extends Optimizer {
    private final List<String> stateNames;

    /**
     * @param stateNames the state tensors in the order in which the operation takes them, each of the parameter's shape
     */
    FusedOptimizer(Settings settings, List<String> stateNames, ParameterGroup... groups) {
        super(settings, groups);
        this.stateNames = stateNames;
    }

    /** The properties that parameters of one operation must share. */
    private record Kind(long step, Engine engine, Device device, DType dtype) {
        static Kind of(ParameterStep step) {
            var parameter = step.parameter();
            return new Kind(step.number(), parameter.engine(), parameter.device(), parameter.dtype());
        }
    }

    /**
     * The operation for parameters whose step has the same numbers. Its inputs are the parameters, their states by kind,
     * and the gradients.
     */
    abstract Update operation(int count, ParameterStep step);

    @Override
    protected final Map<String, TensorSpec> state(TensorSpec parameter) {
        var specs = new LinkedHashMap<String, TensorSpec>();
        stateNames.forEach(name -> specs.put(name, accumulator(parameter)));
        return specs;
    }

    @Override
    protected final boolean stepsRows() {
        return true;
    }

    @Override
    protected final void update(ParameterStep step) {
        run(List.of(step));
    }

    @Override
    protected final void updateAll(List<ParameterStep> steps) {
        var byKind = new LinkedHashMap<Kind, List<ParameterStep>>();
        steps.forEach(step ->
                byKind.computeIfAbsent(Kind.of(step), any -> new ArrayList<>()).add(step));
        byKind.values().forEach(this::run);
    }

    private void run(List<ParameterStep> steps) {
        var inputs = new ArrayList<Tensor>();
        steps.forEach(step -> inputs.add(step.parameter()));
        stateNames.forEach(name -> steps.forEach(step -> inputs.add(step.state(name))));
        steps.forEach(step -> inputs.add(step.gradient()));
        Engines.run(operation(steps.size(), steps.get(0)), inputs.toArray(Tensor[]::new));
    }
}
