package dev.vireo.tensor.trace;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import java.util.List;
import java.util.Map;

/**
 * The operations of one run of a function. Values are numbered in the order in which they appear, the inputs first.
 *
 * @param sizes the sizes of the dynamic dimensions in this run, by name
 * @param inputs how many values are inputs
 * @param specs the spec of each value
 * @param dynamic for each value whether it depends on an input
 * @param captured the leaves that are no inputs
 * @param outputs the results of the function
 */
record RecordedRun(
        Map<String, Long> sizes,
        int inputs,
        List<Call> calls,
        List<TensorSpec> specs,
        List<Boolean> dynamic,
        Map<Integer, Captured> captured,
        List<Integer> outputs)
        implements AutoCloseable {
    /**
     * One operation.
     *
     * @param place the line of code that ran it, where it is in no layer
     */
    record Call(Op op, List<Integer> inputs, List<Integer> outputs, String path, String place) {
        /** Text such as {@code linear in net.head}. */
        @Override
        public String toString() {
            return OpKeys.label(op) + (path.isEmpty() ? place : " in " + path);
        }
    }

    /**
     * A tensor that the function uses and that is not an input.
     *
     * @param name its name in the state dict; empty where it has none
     * @param tensor the tensor itself
     * @param held another object for its values, which outlives scopes
     * @param fromHost whether this run has made it from Java values
     */
    record Captured(String name, Tensor tensor, Tensor held, boolean fromHost) {
        /** Whether two runs used the same tensor, or made it from the same Java values. */
        boolean matches(Captured other) {
            return fromHost ? other.fromHost && HostValues.equal(held, other.held) : tensor == other.tensor;
        }
    }

    /**
     * Returns the run without operations that no output needs, and renumbers the values. Such operations may differ
     * between runs: a reshape copies its input only if the input is not dense.
     */
    RecordedRun pruned() {
        return new Pruning(this).result();
    }

    /** Releases the captured tensors. */
    @Override
    public void close() {
        captured.values().forEach(each -> each.held.close());
    }
}
