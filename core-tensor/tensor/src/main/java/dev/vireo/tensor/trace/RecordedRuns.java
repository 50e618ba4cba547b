package dev.vireo.tensor.trace;

import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.listener.ListenerScope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * The runs of one function: the first with the samples, the others with other values and, where dimensions are dynamic,
 * other sizes. All of them have the same steps.
 */
final class RecordedRuns implements AutoCloseable {
    /**
     * The number of further recordings for a dimension that varies alone. With a single dynamic dimension, one more
     * recording checks the result.
     */
    private static final int ALONE = 2;

    private static final int ATTEMPTS = 4;

    private final TraceRecorder plan;
    private final UnaryOperator<List<Tensor>> function;
    private final SplittableRandom random = new SplittableRandom(0);
    private final List<RecordedRun> all = new ArrayList<>();

    private RecordedRuns(TraceRecorder plan, UnaryOperator<List<Tensor>> function) {
        this.plan = plan;
        this.function = function;
    }

    /** Runs the function as often as needed. */
    static RecordedRuns of(TraceRecorder plan, UnaryOperator<List<Tensor>> function) {
        var recordings = new RecordedRuns(plan, function);
        try {
            recordings.runAll();
            return recordings;
        } catch (Throwable e) {
            recordings.close();
            throw e;
        }
    }

    /** The run with the samples. */
    RecordedRun first() {
        return all.get(0);
    }

    List<RecordedRun> all() {
        return all;
    }

    @Override
    public void close() {
        all.forEach(RecordedRun::close);
    }

    private void runAll() {
        var sizes = plan.symbols();
        try (var scope = TensorScope.open()) {
            all.add(run(sizes, plan.inputs().stream().map(TraceInput::original).toList()));
        }
        var excluded = numbers(first());
        excluded.addAll(sizes.values());
        var last = new LinkedHashMap<String, Long>();
        sizes.forEach((name, size) -> last.put(name, vary(name, size, sizes, excluded)));
        if (sizes.size() > 1) {
            add(last, "with " + last);
        }
        if (sizes.isEmpty()) {
            add(sizes, "with other values");
        }
        for (int i = 0; i < ATTEMPTS && DataDependent.isUndecided(all); i++) {
            add(sizes, "with other values");
        }
        DataDependent.requireDecided(all);
    }

    /**
     * Varies one dimension alone, and returns the last size.
     *
     * @param excluded takes the sizes that were used
     */
    private long vary(String name, long before, Map<String, Long> sizes, Set<Long> excluded) {
        int wanted = sizes.size() == 1 ? ALONE + 1 : ALONE;
        var taken = new ArrayList<Long>();
        Optional<RuntimeException> failure = Optional.empty();
        for (long size : Primes.near(before, excluded).toList()) {
            if (taken.size() == wanted) {
                break;
            }
            var other = new LinkedHashMap<>(sizes);
            other.put(name, size);
            try {
                add(other, "with '" + name + "' = " + size + " instead of " + before);
                taken.add(size);
            } catch (VariationException e) {
                failure = failure.or(() -> Optional.of(e));
            }
        }
        if (taken.size() < ALONE) {
            throw failure.orElseThrow(() -> new VireoException("trace: found no other size for '" + name + "'"));
        }
        excluded.addAll(taken);
        return taken.get(taken.size() - 1);
    }

    /** Runs the function with random values and compares the run with the first one. */
    private void add(Map<String, Long> sizes, String how) {
        try (var scope = TensorScope.open()) {
            var inputs = plan.inputs().stream()
                    .map(input -> input.varied(sizes, random))
                    .toList();
            var recording = runAgain(sizes, inputs, how);
            all.add(recording);
            Agreement.require(first(), recording, how);
        }
    }

    private RecordedRun runAgain(Map<String, Long> sizes, List<Tensor> inputs, String how) {
        try {
            return run(sizes, inputs);
        } catch (UntraceableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new VariationException(how, e);
        }
    }

    private RecordedRun run(Map<String, Long> sizes, List<Tensor> inputs) {
        var generator = Generator.current();
        var recorder = new RunRecorder(plan.names(), inputs);
        try (var off = Autograd.noGrad()) {
            Generator.resumed(generator.state()).use();
            List<Tensor> outputs;
            try (var listening = ListenerScope.open(recorder)) {
                outputs = function.apply(inputs);
            }
            return recorder.finish(sizes, outputs);
        } catch (Throwable e) {
            recorder.abandon();
            throw e;
        } finally {
            generator.use();
        }
    }

    /** All sizes and attributes that occur. */
    private static Set<Long> numbers(RecordedRun recording) {
        Set<Long> numbers = new HashSet<>();
        recording.specs().forEach(spec -> {
            for (long size : spec.shape().toArray()) {
                numbers.add(size);
            }
        });
        recording
                .calls()
                .forEach(call -> Attributes.of(call.op()).numbers().values().forEach(n -> numbers.add(n.longValue())));
        return numbers;
    }
}
