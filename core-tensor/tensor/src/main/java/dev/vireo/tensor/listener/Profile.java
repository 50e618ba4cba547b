package dev.vireo.tensor.listener;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the time that operations take, in the forward and in the backward pass, by operation and by layer:
 *
 * <pre>{@code
 * var profile = new Profile();
 * try (var listening = ListenerScope.open(profile)) {
 *     loss(net.call(x)).backward();
 * }
 * System.out.println(profile);
 * }</pre>
 *
 * <p>The times of all rows are disjoint, so they add up. On CUDA, kernels run asynchronously, and a time is that of
 * launching them.
 */
public final class Profile implements OpListener {
    private final Map<Key, Total> totals = new LinkedHashMap<>();

    /** The pass in which an operation runs. */
    public enum Pass {
        /** The operation itself. The updates of an optimizer belong to this pass, too. */
        FORWARD,
        /** The gradient of the operation, or a sum of gradients. */
        BACKWARD
    }

    /**
     * All calls of one operation by one layer.
     *
     * @param pass the pass
     * @param operation the name of the operation, such as {@code conv}; in the backward pass, of the operation that is
     *     differentiated
     * @param path the path of the layer that ran the operation in the forward pass; empty outside any
     * @param calls the number of calls
     * @param nanos the time of all calls together
     */
    public record Row(Pass pass, String operation, String path, long calls, long nanos) {}

    private record Key(Pass pass, String operation, String path) {}

    private record Total(long calls, long nanos) {
        Total plus(Total other) {
            return new Total(calls + other.calls, nanos + other.nanos);
        }
    }

    @Override
    public void ran(Op op, List<Tensor> inputs, List<Tensor> outputs, String path, long nanos) {
        add(new Key(Pass.FORWARD, OpKeys.label(op), path), nanos);
    }

    @Override
    public void ranBackward(BackwardStep step) {
        var recorded = step.recorded();
        add(new Key(Pass.BACKWARD, recorded.name(), recorded.path()), step.nanos());
    }

    /** All rows, the longest time first. */
    public List<Row> rows() {
        return totals.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Row::nanos).reversed())
                .toList();
    }

    /** The rows of one pass, the longest time first. */
    public List<Row> rows(Pass pass) {
        return rows().stream().filter(row -> row.pass == pass).toList();
    }

    /** The time of all operations of a pass together, in nanoseconds. */
    public long nanos(Pass pass) {
        return rows(pass).stream().mapToLong(Row::nanos).sum();
    }

    /** A table of all rows, the longest time first. */
    @Override
    public String toString() {
        var table = new StringBuilder(line("time", "calls", "pass", "operation", "layer"));
        for (var row : rows()) {
            var pass = row.pass.name().toLowerCase(Locale.ROOT);
            var time = String.format(Locale.ROOT, "%.3f ms", row.nanos / 1e6);
            table.append(line(time, String.valueOf(row.calls), pass, row.operation, row.path));
        }
        return table.toString();
    }

    private void add(Key key, long nanos) {
        totals.merge(key, new Total(1, nanos), Total::plus);
    }

    private static Row row(Key key, Total total) {
        return new Row(key.pass, key.operation, key.path, total.calls, total.nanos);
    }

    private static String line(String time, String calls, String pass, String operation, String layer) {
        return String.format(Locale.ROOT, "%14s %8s  %-8s  %-24s  %s", time, calls, pass, operation, layer)
                        .stripTrailing()
                + "\n";
    }
}
