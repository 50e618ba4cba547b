package dev.vireo.tensor.internal.dispatch;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.DeviceException;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.AutogradException;
import dev.vireo.tensor.autograd.GradMode;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.memory.Handle;
import dev.vireo.tensor.internal.plan.DecompositionRun;
import dev.vireo.tensor.internal.plan.GapCheck;
import dev.vireo.tensor.internal.plan.KnownDevices;
import dev.vireo.tensor.internal.plan.NativeErrors;
import dev.vireo.tensor.internal.plan.OpPlan;
import dev.vireo.tensor.internal.plan.Plans;
import dev.vireo.tensor.internal.plan.Produced;
import dev.vireo.tensor.internal.spec.SpecRule;
import dev.vireo.tensor.internal.tape.OpNode;
import dev.vireo.tensor.internal.tape.Tape;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import dev.vireo.tensor.op.Update;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline of every operation: autocast and promotion, checks of devices and shapes, the engine's kernel (or the
 * decomposition), the tape, listeners.
 */
public final class Dispatcher {
    private static final Handle[] NO_RESIDUALS = {};

    private Dispatcher() {}

    /** Runs an operation that has one result. */
    public static Tensor one(Op op, Tensor... inputs) {
        return run(op, inputs)[0];
    }

    /** Runs an operation. */
    public static Tensor[] run(Op op, Tensor... inputs) {
        var context = Context.current();
        var engine = inputs.length == 0 ? Engines.current() : inputs[0].engine();
        context.enter(engine);
        var plan = Plans.of(engine, op);
        try {
            return run(context, op, plan, InputCasts.apply(context, op, plan, inputs));
        } catch (VireoException e) {
            throw e.at(context.path());
        }
    }

    private static Tensor[] run(Context context, Op op, OpPlan plan, Tensor[] inputs) {
        var specs = specs(op, plan, inputs);
        var expected = infer(op, plan.specRule(), specs);
        if (plan.missingTypes() != 0) {
            GapCheck.refuse(op, plan, specs, expected);
        }
        if (specs.length > 0 && specs[0].device().isMeta()) {
            refuseWithoutValues(op, specs, expected);
        }
        if (expected.length > 0 && expected[0].device().isCuda()) {
            KnownDevices.check(op, plan.engine(), specs, expected[0].device());
        }
        if (plan.update()) {
            refuseRecordedWrites(context, (Update) op, inputs);
        }
        boolean record = plan.differentiable() && Tape.records(context, inputs);
        if (!context.listeners().isEmpty() && Notifications.decomposes(context, op, plan)) {
            return decompose(context, op, plan, inputs, specs, record);
        }
        if (plan.kernel() == null) {
            return Notifications.asOne(context, op, inputs, () -> decompose(context, op, plan, inputs, specs, record));
        }
        int held = context.held();
        try {
            context.hold(inputs);
            return runKernel(context, op, plan, inputs, specs, expected, record);
        } finally {
            context.letGo(held);
        }
    }

    private static Tensor[] runKernel(
            Context context,
            Op op,
            OpPlan plan,
            Tensor[] inputs,
            TensorSpec[] specs,
            TensorSpec[] expected,
            boolean record) {
        long start = context.listeners().isEmpty() ? 0 : System.nanoTime();
        var ready = plan.sharing() == OpPlan.Sharing.IF_CONTIGUOUS ? contiguous(op, plan, inputs) : inputs;
        boolean shapesOnly = shapesOnly(plan, specs, expected);
        boolean fused = record && plan.fusedGradient() != null && !shapesOnly;
        var natives =
                shapesOnly ? allocate(op, plan, specs, expected) : compute(op, plan, ready, fused, specs, expected);
        int count = expected == SpecRule.DATA_DEPENDENT ? natives.length : expected.length;
        var produced = new Produced(plan.engine(), natives, count);
        try {
            var outputs = wrap(plan, ready, produced, expected);
            if (record) {
                record(context, op, plan, inputs, specs, outputs, fused, produced);
            }
            if (plan.update()) {
                noteWrites((Update) op, inputs);
            }
            if (start != 0) {
                Notifications.ran(context, op, inputs, outputs, System.nanoTime() - start);
            }
            return outputs;
        } catch (Throwable e) {
            produced.abandon();
            throw e;
        }
    }

    /** If the operation has a gradient rule, the tape records the operation and not its parts. */
    private static Tensor[] decompose(
            Context context, Op op, OpPlan plan, Tensor[] inputs, TensorSpec[] specs, boolean record) {
        boolean byRule = record && plan.gradientRule() != null;
        Tensor[] outputs;
        try (var mode = record && !byRule ? GradMode.on() : GradMode.off()) {
            outputs = DecompositionRun.run(context, op, plan, inputs);
        }
        if (byRule && !Tape.postpones(context, inputs, outputs, op.differentiable(outputs.length))) {
            Tape.record(
                    context,
                    new OpNode(op, plan, inputs, specs, outputs, false, NO_RESIDUALS),
                    outputs,
                    op.differentiable(outputs.length));
        }
        return outputs;
    }

    private static TensorSpec[] specs(Op op, OpPlan plan, Tensor[] inputs) {
        var specs = new TensorSpec[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            var input = inputs[i];
            specs[i] = input.spec();
            if (input.engine() != plan.engine()) {
                throw new DeviceException(OpKeys.label(op) + ": the inputs belong to different engines, "
                        + plan.engine().name() + " and " + input.engine().name() + "; move one with to(engine)");
            }
            if (specs[i].device() != specs[0].device() && !specs[i].device().equals(specs[0].device())) {
                throw new DeviceException(OpKeys.label(op) + ": the inputs are on different devices, "
                        + specs[0].device() + " and " + specs[i].device() + "; move one with to(device)");
            }
        }
        return specs;
    }

    @SuppressWarnings("unchecked") // the table's rows match their keys
    private static <O extends Op> TensorSpec[] infer(Op op, SpecRule<O> rule, TensorSpec[] inputs) {
        return rule.infer((O) op, inputs);
    }

    private static void refuseWithoutValues(Op op, TensorSpec[] inputs, TensorSpec[] expected) {
        if (expected == SpecRule.DATA_DEPENDENT
                || expected.length > 0 && !expected[0].device().isMeta()) {
            throw new DeviceException(OpKeys.label(op) + ": needs the values of " + inputs[0]
                    + ", and tensors on meta have none; make the tensor on a device with memory");
        }
    }

    /**
     * Whether only shapes are computed, as on meta, where engines lack many kernels. Views still share memory, and
     * copies to other devices fail.
     */
    private static boolean shapesOnly(OpPlan plan, TensorSpec[] inputs, TensorSpec[] expected) {
        if (plan.sharing() != OpPlan.Sharing.NEVER || expected == SpecRule.DATA_DEPENDENT) {
            return false;
        }
        var written = plan.update() ? inputs : expected;
        return written.length > 0 && written[0].device().isMeta();
    }

    private static NativeTensor[] allocate(Op op, OpPlan plan, TensorSpec[] inputs, TensorSpec[] specs) {
        var results = new NativeTensor[specs.length];
        try {
            for (int i = 0; i < results.length; i++) {
                results[i] = plan.engine().allocate(specs[i]);
            }
            return results;
        } catch (RuntimeException e) {
            new Produced(plan.engine(), results, 0).abandon();
            throw NativeErrors.of(OpKeys.label(op), plan.engine(), inputs, specs, e);
        }
    }

    private static NativeTensor[] compute(
            Op op, OpPlan plan, Tensor[] inputs, boolean fused, TensorSpec[] specs, TensorSpec[] expected) {
        var natives = natives(inputs);
        try {
            return fused ? forward(op, plan.fusedGradient(), natives) : run(op, plan.kernel(), natives);
        } catch (RuntimeException e) {
            throw NativeErrors.of(OpKeys.label(op), plan.engine(), specs, expected, e);
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // called only if the plan has a fused gradient
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
            natives[i] = TENSORS.handle(inputs[i]).value();
        }
        return natives;
    }

    /**
     * Copies the input of a reshape if it is not dense. The copy is recorded like any operation, and the reshape is a
     * view of it.
     */
    private static Tensor[] contiguous(Op op, OpPlan plan, Tensor[] inputs) {
        return plan.engine().isContiguous(TENSORS.handle(inputs[0]).value()) ? inputs : new Tensor[] {inputs[0].copy()};
    }

    @SuppressWarnings("NullAway") // all elements are set
    private static Tensor[] wrap(OpPlan plan, Tensor[] inputs, Produced produced, TensorSpec[] expected) {
        var outputs = produced.tensors();
        for (int i = 0; i < outputs.length; i++) {
            var spec = expected == SpecRule.DATA_DEPENDENT ? produced.spec() : expected[i];
            if (plan.sharing() == OpPlan.Sharing.NEVER) {
                produced.tensor(spec);
            } else {
                produced.view(TENSORS.handle(inputs[0]), spec);
            }
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
            Produced produced) {
        if (Tape.postpones(context, inputs, outputs, op.differentiable(outputs.length))) {
            produced.skipRest();
            return;
        }
        var node = new OpNode(op, plan, inputs, specs, outputs, fused, produced.residuals(outputs[0].device()));
        produced.recorded(node);
        Tape.record(context, node, outputs, op.differentiable(outputs.length));
    }

    private static void refuseRecordedWrites(Context context, Update op, Tensor[] inputs) {
        if (!context.recording()) {
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
            TENSORS.handle(inputs[i]).written();
        }
    }
}
