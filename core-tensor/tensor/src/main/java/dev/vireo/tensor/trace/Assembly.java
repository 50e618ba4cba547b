package dev.vireo.tensor.trace;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes one trace of several recordings: finds out how sizes and attributes depend on the dynamic dimensions. */
final class Assembly {
    private final TraceRecorder plan;
    private final List<RecordedRun> runs;
    private final RecordedRun first;
    private final Polynomials polynomials = new Polynomials();
    private final Map<String, Symbol> symbols = new LinkedHashMap<>();
    private final Map<Integer, TraceValue> values = new HashMap<>();
    private final List<Leaf> leaves = new ArrayList<>();

    Assembly(TraceRecorder plan, RecordedRuns recordings) {
        this.plan = plan;
        this.runs = recordings.all();
        this.first = recordings.first();
    }

    /** The trace, which shares the captured tensors. */
    Trace trace() {
        try {
            return assemble();
        } catch (Throwable e) {
            leaves.forEach(leaf -> leaf.data().ifPresent(Tensor::close));
            throw e;
        }
    }

    private Trace assemble() {
        addInputs();
        addCaptured();
        var steps = new ArrayList<Step>();
        for (int i = 0; i < first.calls().size(); i++) {
            steps.add(step(i));
        }
        var names = plan.outputs(first.outputs().size());
        var outputs = new LinkedHashMap<String, TraceValue>();
        for (int i = 0; i < names.size(); i++) {
            outputs.put(names.get(i), value(first.outputs().get(i)));
        }
        return new Trace(leaves, steps, outputs, symbols.values());
    }

    private void addInputs() {
        for (int i = 0; i < plan.inputs().size(); i++) {
            var input = plan.inputs().get(i);
            var sizes = new ArrayList<Size>();
            for (int dim = 0; dim < input.dims().size(); dim++) {
                var name = input.dims().get(dim);
                sizes.add(name.isEmpty() ? Size.of(input.sample().shape().size(dim)) : Size.of(symbol(name, i, dim)));
            }
            leaves.add(new Leaf.Input(input.name(), add(i, sizes)));
        }
    }

    /** The same tensor in all runs, so that its sizes are constant. */
    private void addCaptured() {
        var taken = leaves.stream().map(Leaf::name).collect(Collectors.toCollection(LinkedHashSet::new));
        first.captured().forEach((number, leaf) -> {
            var sizes = Arrays.stream(first.specs().get(number).shape().toArray())
                    .mapToObj(Size::of)
                    .toList();
            var value = add(number, sizes);
            var name = free(leaf.name().isEmpty() ? "constant" + number : leaf.name(), taken);
            var share = leaf.held().detach().own();
            leaves.add(
                    leaf.name().isEmpty() ? new Leaf.Constant(name, value, share) : new Leaf.State(name, value, share));
        });
    }

    private static String free(String wanted, Set<String> taken) {
        var name = wanted;
        while (!taken.add(name)) {
            name += "_";
        }
        return name;
    }

    private Step step(int index) {
        var call = first.calls().get(index);
        var inputs = call.inputs().stream().map(this::value).toList();
        var near = inputs.stream()
                .flatMap(input -> input.sizes().stream())
                .flatMap(size -> size.terms().stream())
                .flatMap(term -> term.symbols().stream())
                .distinct()
                .toList();
        var dynamic = dynamic(index, near);
        boolean dataDependent = DataDependent.is(call, first);
        var outputs = call.outputs().stream()
                .map(number -> add(number, sizes(number, near, dataDependent)))
                .toList();
        return new Step(call.op(), inputs, outputs, call.path(), dynamic);
    }

    private Map<String, Size> dynamic(int index, List<Symbol> near) {
        var attributes = runs.stream()
                .map(run -> Attributes.of(run.calls().get(index).op()).numbers())
                .toList();
        var dynamic = new LinkedHashMap<String, Size>();
        for (var name : attributes.get(0).keySet()) {
            var numbers = attributes.stream()
                    .mapToDouble(each -> each.getOrDefault(name, 0.0))
                    .toArray();
            if (Arrays.stream(numbers).distinct().count() > 1) {
                dynamic.put(name, attribute(index, name, numbers, near));
            }
        }
        return Collections.unmodifiableMap(dynamic);
    }

    private Size attribute(int index, String name, double[] numbers, List<Symbol> near) {
        var whole = Arrays.stream(numbers).mapToLong(n -> (long) n).toArray();
        boolean isWhole = Arrays.equals(Arrays.stream(whole).asDoubleStream().toArray(), numbers);
        var found = isWhole ? polynomials.find(whole, near) : Optional.<Size>empty();
        return found.orElseThrow(
                () -> new VireoException(
                        "trace: " + first.calls().get(index) + ": the attribute " + name
                                + " is " + Arrays.toString(numbers) + " for the inputs' sizes "
                                + runs.stream().map(RecordedRun::sizes).toList()
                                + "; expected a polynomial of them with whole coefficients, so that it can be computed for other sizes"));
    }

    private List<Size> sizes(int number, List<Symbol> near, boolean dataDependent) {
        int rank = first.specs().get(number).shape().rank();
        var sizes = new ArrayList<Size>();
        for (int dim = 0; dim < rank; dim++) {
            sizes.add(size(number, dim, near, dataDependent && dim == 0));
        }
        return sizes;
    }

    private Size size(int number, int dim, List<Symbol> near, boolean dataDependent) {
        var lengths = runs.stream()
                .mapToLong(run -> run.specs().get(number).shape().size(dim))
                .toArray();
        if (!dataDependent && Polynomials.isConstant(lengths)) {
            return Size.of(lengths[0]);
        }
        var found = dataDependent ? Optional.<Size>empty() : polynomials.find(lengths, near);
        return found.orElseGet(() -> Size.of(symbol(newName(), number, dim)));
    }

    private String newName() {
        int count = symbols.size();
        while (symbols.containsKey("size" + count)) {
            count++;
        }
        return "size" + count;
    }

    private Symbol symbol(String name, int number, int dim) {
        return symbols.computeIfAbsent(name, any -> {
            var symbol = new Symbol(name, number, dim);
            polynomials.add(
                    symbol,
                    runs.stream()
                            .mapToLong(run -> run.specs().get(number).shape().size(dim))
                            .toArray());
            return symbol;
        });
    }

    private TraceValue add(int number, List<Size> sizes) {
        var value = new TraceValue(
                number,
                first.specs().get(number),
                List.copyOf(sizes),
                first.dynamic().get(number));
        values.put(number, value);
        return value;
    }

    private TraceValue value(int number) {
        var value = values.get(number);
        if (value == null) {
            throw new AssertionError("value " + number + " is used before it is made");
        }
        return value;
    }
}
