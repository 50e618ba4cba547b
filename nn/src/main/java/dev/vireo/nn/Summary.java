package dev.vireo.nn;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.listener.FlopCounter;
import dev.vireo.tensor.listener.ListenerScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * The layers of a network, one row each. Parameters and FLOPs of a row exclude those of its children, so that the
 * columns add up to the totals. {@link #toString} formats a table.
 *
 * @param rows the network itself, then its layers in the order of the tree
 */
public record Summary(List<Row> rows) {
    public Summary {
        rows = List.copyOf(rows);
    }

    /**
     * One layer.
     *
     * @param path as in the state's names; empty for the network itself
     * @param type the layer's type
     * @param outputs the shapes of its results in the last call; empty if it was not called
     * @param parameters how many numbers, frozen ones too; shared ones count once
     * @param trainable those of them that are not frozen
     * @param bytes that the parameters take
     * @param flops of a forward pass in evaluation mode; see {@link FlopCounter} for what counts
     */
    public record Row(
            String path, String type, List<Shape> outputs, long parameters, long trainable, long bytes, long flops) {}

    /**
     * Runs the network in evaluation mode on the {@code meta} device: no memory is taken and nothing computed.
     *
     * @param call how the network is called: {@code in -> net.call(in.get(0), in.get(1))}
     * @param inputs shapes and types of the inputs; their devices do not matter
     * @throws dev.vireo.tensor.VireoException if the inputs do not fit
     */
    public static Summary of(Block net, Invocation call, TensorSpec... inputs) {
        var calls = new IdentityHashMap<Block, Call>();
        var stops = new ArrayList<Runnable>();
        var flops = new FlopCounter();
        Tree.blocks(net).forEach(block -> {
            var noted = new Call();
            calls.put(block, noted);
            stops.add(block.afterForward((in, out) -> noted.note(out)));
        });
        try {
            net.inEvalMode(() -> Moves.onMeta(net, () -> run(call, inputs, flops)));
        } finally {
            stops.forEach(Runnable::run);
        }
        return new Summary(rows(net, calls, flops.byPath()));
    }

    /** All parameters, frozen ones too. */
    public long parameters() {
        return sum(Row::parameters);
    }

    /** The number of parameter elements that are not frozen. */
    public long trainable() {
        return sum(Row::trainable);
    }

    /** The size of the parameters in bytes. */
    public long bytes() {
        return sum(Row::bytes);
    }

    /** The FLOPs of a forward pass in evaluation mode. */
    public long flops() {
        return sum(Row::flops);
    }

    /** Formats a table with a row per layer, and the totals. */
    @Override
    public String toString() {
        return SummaryTable.print(this);
    }

    private long sum(ToLongFunction<Row> column) {
        return rows.stream().mapToLong(column).sum();
    }

    private static FlopCounter run(Invocation call, TensorSpec[] inputs, FlopCounter flops) {
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var arguments = Arrays.stream(inputs)
                    .map(input -> Tensor.zeros(input.with(Device.META)))
                    .toList();
            try (var listening = ListenerScope.open(flops)) {
                call.call(arguments);
            }
        }
        return flops;
    }

    private static List<Row> rows(Block net, Map<Block, Call> calls, Map<String, Long> flops) {
        var rows = new ArrayList<Row>();
        Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        net.namedBlocks().forEach((path, block) -> {
            var own = block.members().parameters().values().stream()
                    .map(Parameter::stored)
                    .filter(seen::add)
                    .toList();
            var call = calls.getOrDefault(block, new Call());
            rows.add(new Row(
                    path,
                    block.type(),
                    call.outputs,
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

    /** The place where a block was called, and the shapes of its last results. */
    private static final class Call {
        private final Set<String> paths = new LinkedHashSet<>();
        private List<Shape> outputs = List.of();

        private void note(List<Tensor> results) {
            paths.add(TensorScope.currentPath());
            outputs = results.stream().map(Tensor::shape).toList();
        }

        /** Reports the FLOPs of a layer only once, even if it is used at two places. */
        private long takeFlops(Map<String, Long> flops) {
            long sum = paths.stream()
                    .mapToLong(path -> flops.getOrDefault(path, 0L))
                    .sum();
            paths.clear();
            return sum;
        }
    }
}
