package dev.vireo.tensor.trace;

import dev.vireo.tensor.TensorSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Drops the operations of a recording that its outputs do not need, and the captured tensors that only they use. */
final class Pruning {
    private final RecordedRun whole;
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private final List<TensorSpec> specs = new ArrayList<>();
    private final List<Boolean> dynamic = new ArrayList<>();

    Pruning(RecordedRun whole) {
        this.whole = whole;
    }

    RecordedRun result() {
        for (int input = 0; input < whole.inputs(); input++) {
            number(input);
        }
        var calls = new ArrayList<RecordedRun.Call>();
        for (var call : needed()) {
            calls.add(new RecordedRun.Call(
                    call.op(), numbers(call.inputs()), numbers(call.outputs()), call.path(), call.place()));
        }
        var outputs = numbers(whole.outputs());
        return new RecordedRun(whole.sizes(), whole.inputs(), List.copyOf(calls), specs, dynamic, captured(), outputs);
    }

    private List<RecordedRun.Call> needed() {
        Set<Integer> needed = new HashSet<>(whole.outputs());
        var calls = new ArrayDeque<RecordedRun.Call>();
        for (int i = whole.calls().size() - 1; i >= 0; i--) {
            var call = whole.calls().get(i);
            if (call.outputs().stream().anyMatch(needed::contains)) {
                calls.addFirst(call);
                needed.addAll(call.inputs());
            }
        }
        return List.copyOf(calls);
    }

    private Map<Integer, RecordedRun.Captured> captured() {
        var used = new LinkedHashMap<Integer, RecordedRun.Captured>();
        whole.captured().forEach((value, leaf) -> {
            var number = numbers.get(value);
            if (number == null) {
                leaf.held().close();
            } else {
                used.put(number, leaf);
            }
        });
        return used;
    }

    private List<Integer> numbers(List<Integer> values) {
        return values.stream().map(this::number).toList();
    }

    private int number(int value) {
        return numbers.computeIfAbsent(value, any -> {
            specs.add(whole.specs().get(value));
            dynamic.add(whole.dynamic().get(value));
            return specs.size() - 1;
        });
    }
}
