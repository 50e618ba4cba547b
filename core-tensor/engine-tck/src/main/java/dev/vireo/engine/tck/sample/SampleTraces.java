package dev.vireo.engine.tck.sample;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.trace.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Records samples as traces, also with dynamic sizes, and creates inputs of other sizes to run these traces with. */
public final class SampleTraces {
    private static final long NONE = -1;

    private SampleTraces() {}

    /** Records a call with these inputs, {@code x0}, {@code x1} and so on. */
    public static Trace record(OpSample sample, List<Tensor> inputs) {
        return record(sample, inputs, NONE);
    }

    /** Records a call whose dimensions of the given size are dynamic. */
    public static Trace record(OpSample sample, List<Tensor> inputs, long dynamicSize) {
        var recorder = Trace.recorder();
        for (int i = 0; i < inputs.size(); i++) {
            var names = Arrays.stream(inputs.get(i).shape().toArray())
                    .mapToObj(size -> size == dynamicSize ? "n" : "")
                    .toArray(String[]::new);
            recorder = recorder.input("x" + i, inputs.get(i), names);
        }
        return recorder.record(sample::run);
    }

    /** Returns the different sizes of a sample's inputs, except 0. */
    public static Set<Long> sizes(OpSample sample) {
        var sizes = new TreeSet<Long>();
        sample.inputs().forEach(input -> Arrays.stream(input.shape().toArray()).forEach(sizes::add));
        sizes.remove(0L);
        return sizes;
    }

    /** Repeats the elements of the inputs so that each dimension of the given size has twice that size plus 1. */
    public static List<Tensor> enlarged(List<Tensor> inputs, long size) {
        return inputs.stream().map(input -> enlarged(input, size)).toList();
    }

    private static Tensor enlarged(Tensor input, long size) {
        var result = input;
        for (int dim = 0; dim < input.shape().rank(); dim++) {
            if (input.shape().size(dim) == size) {
                result = Tensor.concat(dim, result, result, result.slice(dim, 0, 1));
            }
        }
        return result;
    }
}
