package dev.vireo.tensor;

import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.internal.decomposition.Decomposition;
import dev.vireo.tensor.internal.spec.SpecRule;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import dev.vireo.tensor.op.Update;
import org.jspecify.annotations.Nullable;

/**
 * The way of every operation: promotion and autocast, device and shape check, the engine's kernel (or the
 * decomposition), the tape, listeners.
 */
final class Dispatcher {
    private static final Handle[] NO_RESIDUALS = {};

    private Dispatcher() {}

    /** Runs an operation that has one result. */
    static Tensor one(Op op, Tensor... inputs) {
        return run(op, inputs)[0];
    }

    /** Runs an operation. */
    static Tensor[] run(Op op, Tensor... inputs) {
        var context = Context.current();
        var engine = inputs.length == 0 ? Engines.current() : inputs[0].handle().engine;
        var plan = Engines.plan(engine, op);
        try {
            return run(context, op, plan, Casts.apply(context, op, plan, inputs));
        } catch (VireoException e) {
            throw e.at(context.path());
        }
    }

    /** Runs what an operation decomposes into. */
    static Tensor[] decompose(Op op, OpPlan plan, Tensor[] inputs) {
        var decomposition = plan.decomposition();
        if (decomposition == null) {
            throw new EngineException(
                    OpKeys.label(op) + ": the engine " + plan.engine().name()
                            + " has no kernel for it, and it is a primitive that does not decompose; every engine needs one");
        }
        return applyDecomposition(op, decomposition, inputs);
    }

    private static Tensor[] run(Context context, Op op, OpPlan plan, Tensor[] inputs) {
        var specs = specs(op, plan, inputs);
        var expected = infer(op, plan.specRule(), specs);
        if (plan.kernel() == null || !context.listeners.isEmpty() && Listening.decomposes(context, op)) {
            return decompose(op, plan, inputs);
        }
        if (plan.update()) {
            refuseRecordedWrites(context, (Update) op, inputs);
        }
        boolean record = context.recording && plan.differentiable() && anyRequiresGrad(inputs);
        long start = context.listeners.isEmpty() ? 0 : System.nanoTime();
        var ready = plan.sharing() == OpPlan.Sharing.IF_CONTIGUOUS ? contiguous(op, plan, inputs) : inputs;
        var natives = natives(ready);
        boolean shapesOnly = shapesOnly(plan, specs, expected);
        boolean fused = record && plan.fusedGradient() != null && !shapesOnly;
        var results = shapesOnly ? allocate(plan.engine(), expected) : compute(op, plan, natives, fused, specs);
        var outputs = wrap(plan, ready, results, expected);
        if (record) {
            record(context, op, plan, inputs, specs, outputs, fused, results);
        }
        if (plan.update()) {
            noteWrites((Update) op, inputs);
        }
        if (start != 0) {
            Listening.ran(context, op, inputs, outputs, System.nanoTime() - start);
        }
        return outputs;
    }

    private static TensorSpec[] specs(Op op, OpPlan plan, Tensor[] inputs) {
        var specs = new TensorSpec[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            var input = inputs[i];
            specs[i] = input.spec();
            if (input.handle().engine != plan.engine()) {
                throw new DeviceException(OpKeys.label(op) + ": the inputs belong to different engines, "
                        + plan.engine().name() + " and " + input.handle().engine.name() + "; move one with to(engine)");
            }
            if (specs[i].device() != specs[0].device() && !specs[i].device().equals(specs[0].device())) {
                throw new DeviceException(OpKeys.label(op) + ": the inputs are on different devices, "
                        + specs[0].device() + " and " + specs[i].device() + "; move one with to(device)");
            }
        }
        return specs;
    }

    @SuppressWarnings("unchecked") // rows are typed where they are written
    private static <O extends Op> TensorSpec[] infer(Op op, SpecRule<O> rule, TensorSpec[] inputs) {
        return rule.infer((O) op, inputs);
    }

    @SuppressWarnings("unchecked")
    private static <O extends Op> Tensor[] applyDecomposition(Op op, Decomposition<O> decomposition, Tensor[] inputs) {
        return decomposition.apply((O) op, inputs);
    }

    /** Nothing is computed on the meta device, where engines lack many kernels; views still share, and copies out fail. */
    private static boolean shapesOnly(OpPlan plan, TensorSpec[] inputs, TensorSpec[] expected) {
        return inputs.length > 0
                && inputs[0].device().isMeta()
                && expected != SpecRule.DATA_DEPENDENT
                && expected.length > 0
                && expected[0].device().isMeta()
                && plan.sharing() == OpPlan.Sharing.NEVER
                && !plan.update();
    }

    private static NativeTensor[] allocate(Engine engine, TensorSpec[] specs) {
        var results = new NativeTensor[specs.length];
        for (int i = 0; i < results.length; i++) {
            results[i] = engine.allocate(specs[i]);
        }
        return results;
    }

    private static NativeTensor[] compute(
            Op op, OpPlan plan, NativeTensor[] inputs, boolean fused, TensorSpec[] specs) {
        try {
            return fused ? forward(op, plan.fusedGradient(), inputs) : run(op, plan.kernel(), inputs);
        } catch (EngineException e) {
            throw new EngineException(
                    OpKeys.label(op) + " on " + java.util.Arrays.toString(specs) + ": " + e.getMessage(), e);
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // asked for only where the plan has it
    private static <O extends Op> NativeTensor[] forward(
            Op op, @Nullable FusedGradient<O> gradient, NativeTensor[] inputs) {
        return gradient.forward((O) op, inputs);
    }

    @SuppressWarnings({"unchecked", "NullAway"})
    private static <O extends Op> NativeTensor[] run(Op op, @Nullable Kernel<O> kernel, NativeTensor[] inputs) {
        return kernel.run((O) op, inputs);
    }

    private static NativeTensor[] natives(Tensor[] inputs) {
        var natives = new NativeTensor[inputs.length];
        for (int i = 0; i < natives.length; i++) {
            natives[i] = inputs[i].handle().value();
        }
        return natives;
    }

    /** A reshape shares memory only where its input is dense; elsewhere the copy is made first, and seen as one. */
    private static Tensor[] contiguous(Op op, OpPlan plan, Tensor[] inputs) {
        return plan.engine().isContiguous(inputs[0].handle().value()) ? inputs : new Tensor[] {inputs[0].copy()};
    }

    private static Tensor[] wrap(OpPlan plan, Tensor[] inputs, NativeTensor[] results, TensorSpec[] expected) {
        boolean dynamic = expected == SpecRule.DATA_DEPENDENT;
        var outputs = new Tensor[dynamic ? results.length : expected.length];
        for (int i = 0; i < outputs.length; i++) {
            var spec = dynamic ? plan.engine().spec(results[i]) : expected[i];
            var handle = plan.sharing() == OpPlan.Sharing.NEVER
                    ? Handle.of(plan.engine(), results[i], spec)
                    : Handle.view(inputs[0].handle(), results[i], spec);
            outputs[i] = Tensor.wrap(handle, spec);
        }
        return outputs;
    }

    private static void record(
            Context context,
            Op op,
            OpPlan plan,
            Tensor[] inputs,
            TensorSpec[] specs,
            Tensor[] outputs,
            boolean fused,
            NativeTensor[] results) {
        var node =
                new OpNode(op, plan, inputs, specs, outputs, fused, residuals(plan.engine(), results, outputs.length));
        for (int i = 0; i < outputs.length; i++) {
            if (outputs[i].dtype().isFloating()) {
                outputs[i].attach(node, i);
            }
        }
        if (context.scope != null) {
            context.scope.add(node);
        } else {
            node.guard();
        }
    }

    private static Handle[] residuals(Engine engine, NativeTensor[] results, int outputs) {
        if (results.length == outputs) {
            return NO_RESIDUALS;
        }
        var residuals = new Handle[results.length - outputs];
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] = Handle.residual(engine, results[outputs + i]);
        }
        return residuals;
    }

    private static boolean anyRequiresGrad(Tensor[] inputs) {
        for (var input : inputs) {
            if (input.requiresGrad()) {
                return true;
            }
        }
        return false;
    }

    private static void refuseRecordedWrites(Context context, Update op, Tensor[] inputs) {
        if (!context.recording) {
            return;
        }
        for (int i = 0; i < op.written(inputs.length); i++) {
            if (inputs[i].requiresGrad()) {
                throw new AutogradException(OpKeys.label(op) + ": would write into a tensor " + inputs[i].shape()
                        + " that takes part in a recorded graph; use an operation with a new result, or do it under"
                        + " Autograd.noGrad()");
            }
        }
    }

    private static void noteWrites(Update op, Tensor[] inputs) {
        for (int i = 0; i < op.written(inputs.length); i++) {
            inputs[i].handle().written();
        }
    }
}
