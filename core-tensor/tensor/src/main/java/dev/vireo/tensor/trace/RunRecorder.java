package dev.vireo.tensor.trace;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.listener.BackwardStep;
import dev.vireo.tensor.listener.OpListener;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import dev.vireo.tensor.op.Update;
import dev.vireo.tensor.op.View;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows every tensor of one run of a function, from the inputs to the results. */
final class RunRecorder implements OpListener {
    private final Map<Tensor, String> state;
    private final Map<Tensor, Integer> values = new IdentityHashMap<>();
    private final List<TensorSpec> specs = new ArrayList<>();
    private final List<Boolean> dynamic = new ArrayList<>();
    private final List<RecordedRun.Call> calls = new ArrayList<>();
    private final Map<Integer, RecordedRun.Captured> captured = new LinkedHashMap<>();
    private final Versions versions = new Versions();
    private final int inputs;

    /** Tensors that were created in this run by an operation that has not been reported yet. */
    private final Set<Tensor> unexplained = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Set<Tensor> fromHost = Collections.newSetFromMap(new IdentityHashMap<>());
    private Optional<UntraceableException> refusal = Optional.empty();

    RunRecorder(Map<Tensor, String> state, List<Tensor> inputs) {
        this.state = state;
        this.inputs = inputs.size();
        inputs.forEach(input -> add(input, true));
    }

    /**
     * Ends the run.
     *
     * @throws UntraceableException if something was refused in the run, even if the function has caught that exception
     */
    RecordedRun finish(Map<String, Long> sizes, List<Tensor> results) {
        refusal.ifPresent(e -> {
            throw e;
        });
        var outputs = results.stream().map(this::value).toList();
        return new RecordedRun(sizes, inputs, calls, specs, dynamic, captured, outputs).pruned();
    }

    /** Frees the tensors of a run that failed. */
    void abandon() {
        captured.values().forEach(each -> each.held().close());
    }

    @Override
    public boolean needsEveryOp() {
        return true;
    }

    @Override
    public void ran(Op op, List<Tensor> inputs, List<Tensor> outputs, String path, long nanos) {
        var in = inputs.stream().map(this::value).toList();
        boolean depends = in.stream().anyMatch(dynamic::get);
        var out = op instanceof Update update
                ? write(update, inputs, in, depends)
                : outputs.stream().map(each -> add(each, depends)).toList();
        if (op instanceof View || op instanceof Conversion.Contiguous) {
            versions.share(out.get(0), in.get(0));
        }
        calls.add(new RecordedRun.Call(op, in, out, path, path.isEmpty() ? CodeLine.current() : ""));
    }

    @Override
    public void ranBackward(BackwardStep step) {
        throw refuse("backward: a trace follows the forward pass only; compute gradients outside of the function");
    }

    @Override
    public void created(Tensor tensor) {
        unexplained.add(tensor);
    }

    @Override
    public void aliased(Tensor from, Tensor to) {
        if (!unexplained.contains(from)) {
            explain(to, value(from));
        }
    }

    @Override
    public void fromHost(Tensor tensor) {
        unexplained.remove(tensor);
        fromHost.add(tensor);
    }

    @Override
    public void toHost(Tensor tensor) {
        var value = values.get(tensor);
        if (value != null && dynamic.get(value)) {
            throw refuse("Java reads the values of " + tensor.spec() + ", which depend on an input; a trace follows"
                    + " tensors only, so compute with tensor methods");
        }
    }

    @Override
    public void moved(Tensor from, Tensor to, String path) {
        throw refuse("to(" + to.engine().name()
                + "): a graph cannot follow a tensor to another engine; run the whole network on one");
    }

    /** Returns the number of a tensor's value, and assigns one to a new tensor. */
    private int value(Tensor tensor) {
        var known = values.get(tensor);
        if (known == null) {
            return capture(tensor);
        }
        if (versions.isStale(known)) {
            throw refuse("a tensor " + tensor.spec() + " is read after a view of it, or the tensor that it is a view"
                    + " of, was written in place; use an operation with a result instead");
        }
        return versions.current(known);
    }

    private int capture(Tensor tensor) {
        if (unexplained.contains(tensor)) {
            throw refuse("a tensor " + tensor.spec()
                    + " appears that no operation has made; pass it as an input, or make" + " it before the recording");
        }
        int value = add(tensor, false);
        var name = state.getOrDefault(tensor, "");
        captured.put(
                value, new RecordedRun.Captured(name, tensor, tensor.detach().own(), fromHost.contains(tensor)));
        return value;
    }

    private List<Integer> write(Update op, List<Tensor> inputs, List<Integer> in, boolean depends) {
        var out = new ArrayList<Integer>();
        for (int i = 0; i < op.written(inputs.size()); i++) {
            var leaf = captured.get(versions.root(in.get(i)));
            if (leaf != null) {
                throw refuse(OpKeys.label(op) + ": writes into "
                        + (leaf.name().isEmpty() ? "a tensor from outside" : "'" + leaf.name() + "'")
                        + ", and a trace has values only; call eval() on layers that keep statistics");
            }
            int written = next(inputs.get(i).spec(), depends);
            versions.write(in.get(i), written);
            out.add(written);
        }
        return List.copyOf(out);
    }

    private int add(Tensor tensor, boolean depends) {
        int value = next(tensor.spec(), depends);
        explain(tensor, value);
        return value;
    }

    private void explain(Tensor tensor, int value) {
        unexplained.remove(tensor);
        values.put(tensor, value);
    }

    private int next(TensorSpec spec, boolean depends) {
        versions.add(specs.size());
        specs.add(spec);
        dynamic.add(depends);
        return specs.size() - 1;
    }

    private UntraceableException refuse(String reason) {
        var e = new UntraceableException("trace: " + reason + CodeLine.current());
        refusal = refusal.or(() -> Optional.of(e));
        return e;
    }
}
