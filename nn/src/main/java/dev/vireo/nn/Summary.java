package dev.vireo.nn;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.trace.FlopCounter;
import dev.vireo.tensor.trace.Tracing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * What a network is made of, a row a layer: parameters and FLOPs are the layer's own, without its children's, so that
 * the columns add up to the totals. Prints as a table.
 *
 * @param rows the network itself, then its layers as they stand in the tree
 */
public record Summary(List<Row> rows) {
    public Summary {
        rows = List.copyOf(rows);
    }

    /**
     * One layer.
     *
     * @param path as in the state's names; empty for the network itself
     * @param output the shape of its last result; empty if it was not called
     * @param parameters how many numbers, frozen ones too; shared ones count once
     * @param trainable those of them that are not frozen
     * @param bytes that the parameters take
     * @param flops of a forward pass in evaluation mode; see {@link FlopCounter} for what counts
     */
    public record Row(
            String path,
            String type,
            Optional<Shape> output,
            long parameters,
            long trainable,
            long bytes,
            long flops) {}

    /**
     * Runs the network in evaluation mode on the {@code meta} device: no memory is taken and nothing computed.
     *
     * @param input shape and type of an input; its device does not matter
     * @throws dev.vireo.tensor.VireoException if the input does not fit
     */
    public static Summary of(Layer net, TensorSpec input) {
        var calls = new IdentityHashMap<Block, Call>();
        var stops = new ArrayList<Runnable>();
        var flops = new FlopCounter();
        net.visit(
                "",
                (path, layer) -> stops.add(layer.afterForward((inputs, outputs) ->
                        calls.computeIfAbsent(layer, first -> new Call()).note(outputs.get(0)))));
        try {
            net.inEvalMode(() -> {
                net.withoutValues(() -> run(net, input, flops));
                return net;
            });
        } finally {
            stops.forEach(Runnable::run);
        }
        return new Summary(rows(net, calls, flops.byPath()));
    }

    public long parameters() {
        return sum(Row::parameters);
    }

    /** Parameters that are not frozen. */
    public long trainable() {
        return sum(Row::trainable);
    }

    /** What the parameters take. */
    public long bytes() {
        return sum(Row::bytes);
    }

    public long flops() {
        return sum(Row::flops);
    }

    /** An aligned table with a row a layer, and the totals. */
    @Override
    public String toString() {
        return SummaryTable.print(this);
    }

    private long sum(ToLongFunction<Row> column) {
        return rows.stream().mapToLong(column).sum();
    }

    private static void run(Layer net, TensorSpec input, FlopCounter flops) {
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var x = Tensor.zeros(input.with(Device.META));
            try (var tracing = Tracing.with(flops)) {
                net.call(x);
            }
        }
    }

    private static List<Row> rows(Layer net, Map<Block, Call> calls, Map<String, Long> flops) {
        var rows = new ArrayList<Row>();
        Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        net.visit("", (path, layer) -> {
            var own = layer.ownParameters().stream().filter(seen::add).toList();
            var call = calls.getOrDefault(layer, new Call());
            rows.add(new Row(
                    path.isEmpty() ? path : path.substring(0, path.length() - 1),
                    layer.type(),
                    call.output,
                    elements(own),
                    elements(own.stream().filter(Tensor::requiresGrad).toList()),
                    own.stream().mapToLong(each -> each.spec().bytes()).sum(),
                    call.takeFlops(flops)));
        });
        return rows;
    }

    private static long elements(List<Tensor> tensors) {
        return tensors.stream().mapToLong(each -> each.shape().elements()).sum();
    }

    /** Where a layer was called, and what came out last. */
    private static final class Call {
        private final Set<String> paths = new LinkedHashSet<>();
        private Optional<Shape> output = Optional.empty();

        private void note(Tensor result) {
            paths.add(TensorScope.currentPath());
            output = Optional.of(result.shape());
        }

        /** A layer that stands at two places shows its FLOPs once. */
        private long takeFlops(Map<String, Long> flops) {
            long sum = paths.stream()
                    .mapToLong(path -> flops.getOrDefault(path, 0L))
                    .sum();
            paths.clear();
            return sum;
        }
    }
}
