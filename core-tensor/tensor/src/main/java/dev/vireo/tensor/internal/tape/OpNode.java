package dev.vireo.tensor.internal.tape;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.FusedGradient.StandIn;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.internal.gradient.GradientRule;
import dev.vireo.tensor.internal.graph.Node;
import dev.vireo.tensor.internal.graph.SavedTensor;
import dev.vireo.tensor.internal.memory.Handle;
import dev.vireo.tensor.internal.plan.NativeErrors;
import dev.vireo.tensor.internal.plan.OpPlan;
import dev.vireo.tensor.internal.plan.Produced;
import dev.vireo.tensor.listener.BackwardStep.Recorded;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The node of an operation. It uses the engine's fused gradient, else the gradient rule, else the decomposition. */
public final class OpNode extends Node {
    /** The operation. */
    public final Op op;
    /** The operation's plan on its engine. */
    public final OpPlan plan;

    private final TensorSpec[] inputSpecs;
    private final TensorSpec[] outputSpecs;
    private final boolean fused;
    private final @Nullable SavedTensor[] inputs;
    private final @Nullable SavedTensor[] results;
    private final Handle[] residuals;

    /**
     * @param fused whether the engine's fused forward ran, and returned residuals
     * @param residuals the residuals, which this node owns from now on
     */
    public OpNode(
            Op op, OpPlan plan, Tensor[] in, TensorSpec[] inSpecs, Tensor[] out, boolean fused, Handle[] residuals) {
        super(out.length);
        this.op = op;
        this.plan = plan;
        this.fused = fused;
        this.residuals = residuals;
        this.inputSpecs = inSpecs;
        this.outputSpecs = new TensorSpec[out.length];
        connect(in);
        var saved = plan.saved();
        inputs = new SavedTensor[in.length];
        results = new SavedTensor[out.length];
        try {
            for (int i = 0; i < in.length; i++) {
                if (saved.input(i)) {
                    inputs[i] = save(in[i], i);
                }
            }
            for (int i = 0; i < out.length; i++) {
                outputSpecs[i] = out[i].spec();
                if (saved.output(i)) {
                    results[i] = new SavedTensor(out[i], this, i);
                }
            }
        } catch (RuntimeException e) { // another thread has closed an input
            release();
            throw e;
        }
    }

    /** Saves the input, or a replacement that the engine's fused gradient has named. */
    private SavedTensor save(Tensor input, int position) {
        var standIn = fused ? plan.standIn(position) : StandIn.NONE;
        return standIn == StandIn.NONE
                ? new SavedTensor(input, edges[position], edgeOutputs[position])
                : SavedTensor.standIn(standIn, residuals, input.spec(), edges[position], edgeOutputs[position]);
    }

    @Override
    @Nullable
    public Tensor[] backward(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph) {
        var fusedGradient = plan.fusedGradient();
        if (fused && !createGraph && fusedGradient != null) {
            return fusedBackward(fusedGradient, gradients, wanted);
        }
        if (fusedGradient != null && !createGraph && outputSpecs[0].device().isMeta()) {
            return shapes(wanted);
        }
        var rule = plan.gradientRule();
        var view = new RuleGradients(this, gradients, wanted, createGraph);
        if (rule != null) {
            applyRule(rule, view);
        } else {
            view.differentiateDecomposition();
        }
        return view.given();
    }

    @SuppressWarnings("unchecked") // the table's rows match their keys
    private <O extends Op> void applyRule(GradientRule<O> rule, RuleGradients gradients) {
        rule.backward().apply((O) op, gradients);
    }

    private @Nullable Tensor[] fusedBackward(
            FusedGradient<?> fusedGradient, @Nullable Tensor[] gradients, boolean[] wanted) {
        var natives = fusedBackward(fusedGradient, new FusedTape(this, gradients), wanted);
        var produced = new Produced(plan.engine(), natives, edges.length);
        try {
            for (int i = 0; i < natives.length; i++) {
                if (wanted[i]) {
                    produced.tensor(inputSpecs[i]);
                } else {
                    produced.skip();
                }
            }
            return produced.tensors();
        } catch (Throwable e) {
            produced.abandon();
            throw e;
        }
    }

    @SuppressWarnings("unchecked") // the table's rows match their keys
    private <O extends Op> NativeTensor[] fusedBackward(
            FusedGradient<O> fusedGradient, FusedTape tape, boolean[] wanted) {
        try {
            return fusedGradient.backward((O) op, tape, wanted);
        } catch (RuntimeException e) {
            throw NativeErrors.of("the gradient of " + label(), plan.engine(), inputSpecs, outputSpecs, e);
        }
    }

    /** Returns gradients without values, on meta. */
    private @Nullable Tensor[] shapes(boolean[] wanted) {
        var result = new Tensor[edges.length];
        for (int i = 0; i < result.length; i++) {
            if (wanted[i]) {
                var empty = plan.engine().allocate(inputSpecs[i]);
                result[i] = TENSORS.wrap(Handle.of(plan.engine(), empty, inputSpecs[i]), inputSpecs[i]);
            }
        }
        return result;
    }

    /** Returns a saved input; an input that was not saved raises an error. */
    public SavedTensor savedInput(int position) {
        return require(inputs[position], "input", position);
    }

    /** Returns a saved result; a result that was not saved raises an error. */
    public SavedTensor savedResult(int position) {
        return require(results[position], "result", position);
    }

    /** Returns a residual of the engine's fused forward. */
    public NativeTensor residual(int position) {
        return residuals[position].value();
    }

    /** The number of inputs. */
    public int inputs() {
        return inputs.length;
    }

    /** Returns the spec of an input, saved or not. */
    public TensorSpec inputSpec(int position) {
        return inputSpecs[position];
    }

    @Override
    public TensorSpec outputSpec(int output) {
        return outputSpecs[output];
    }

    @Override
    protected void free() {
        release(inputs);
        release(results);
        for (var residual : residuals) {
            residual.release();
        }
    }

    @Override
    protected void guardSaved() {
        guard(inputs);
        guard(results);
        for (var residual : residuals) {
            residual.guard();
        }
    }

    @Override
    public Recorded recorded() {
        return new Recorded(label(), Optional.of(op), List.of(inputSpecs), List.of(outputSpecs), path());
    }

    @Override
    public String label() {
        return OpKeys.label(op);
    }

    private SavedTensor require(@Nullable SavedTensor saved, String what, int position) {
        if (saved == null) {
            throw new AssertionError(label() + ": its gradient reads " + what + " " + position + " without saving it");
        }
        return saved;
    }

    /** Also forgets the values, because they refer to the graph before this node. */
    private static void release(@Nullable SavedTensor[] saved) {
        for (int i = 0; i < saved.length; i++) {
            var each = saved[i];
            if (each != null) {
                each.release();
                saved[i] = null;
            }
        }
    }

    private static void guard(@Nullable SavedTensor[] saved) {
        for (var each : saved) {
            if (each != null) {
                each.guard();
            }
        }
    }
}
