package dev.vireo.tensor.trace;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.engine.Engine;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A function of tensors as data: its steps in order, named leaves and outputs, and dynamic sizes. Exporters, pictures
 * and compilers read it.
 *
 * <pre>{@code
 * try (var trace = Trace.recorder()
 *         .state(net.stateDict())
 *         .input("x", sample, "batch")
 *         .record(in -> List.of(net.call(in.get(0))))) {
 *     Onnx.export(trace, file);
 * }
 * }</pre>
 *
 * <p>It holds what outputs depend on and nothing else. It shares the memory of parameters and constants, and frees its
 * share when it is closed. Otherwise it is immutable.
 */
public final class Trace implements AutoCloseable {
    private final List<Leaf> leaves;
    private final List<Step> steps;
    private final Map<String, TraceValue> outputs;
    private final List<Symbol> symbols;

    Trace(List<Leaf> leaves, List<Step> steps, Map<String, TraceValue> outputs, Collection<Symbol> symbols) {
        this.leaves = List.copyOf(leaves);
        this.steps = List.copyOf(steps);
        this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        this.symbols = List.copyOf(symbols);
    }

    /** Returns a recorder without state and inputs. */
    public static TraceRecorder recorder() {
        return TraceRecorder.empty();
    }

    /** Inputs, parameters, buffers and constants, the inputs first. */
    public List<Leaf> leaves() {
        return leaves;
    }

    /** The inputs in order. */
    public List<Leaf.Input> inputs() {
        return leaves.stream()
                .filter(Leaf.Input.class::isInstance)
                .map(Leaf.Input.class::cast)
                .toList();
    }

    /** The operations in order; each uses leaves and results of earlier ones. */
    public List<Step> steps() {
        return steps;
    }

    /** The outputs by name, in order. */
    public Map<String, TraceValue> outputs() {
        return outputs;
    }

    /**
     * The dynamic sizes in the order of appearance: the dynamic dimensions of the inputs, and sizes of results that are
     * not polynomials of those.
     */
    public List<Symbol> symbols() {
        return symbols;
    }

    /**
     * Runs the steps, on the engine of the inputs, which must be that of the trace's leaves.
     *
     * @param inputs in order; of any size in their dynamic dimensions
     * @return the outputs in order, which belong to the current scope
     * @throws VireoException if an input does not fit
     */
    public List<Tensor> run(Tensor... inputs) {
        return new Replay(this).run(List.of(inputs));
    }

    /**
     * The same trace with its parameters and constants on another engine; this one stays open.
     *
     * @throws VireoException if the engine lacks a type
     */
    public Trace to(Engine engine) {
        return new Trace(leaves.stream().map(leaf -> leaf.to(engine)).toList(), steps, outputs, symbols);
    }

    /** Frees the share in parameters and constants. */
    @Override
    public void close() {
        leaves.forEach(leaf -> leaf.data().ifPresent(Tensor::close));
    }

    /** A listing, a line for each leaf, step and output. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        leaves.forEach(leaf -> text.append("%" + leaf.value().id() + " = " + leaf.name() + ": " + leaf.value() + "\n"));
        steps.forEach(step -> text.append(step)
                .append(step.outputs().stream().map(Object::toString).collect(Collectors.joining(", ", ": ", "\n"))));
        outputs.forEach((name, value) -> text.append(name + " = %" + value.id() + ": " + value + "\n"));
        return text.toString();
    }
}
