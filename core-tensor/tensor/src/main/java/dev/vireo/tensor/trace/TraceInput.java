package dev.vireo.tensor.trace;

import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * An input to record with.
 *
 * @param dims the names of its dynamic dimensions, one for each dimension; empty for a fixed one
 */
record TraceInput(String name, Tensor sample, List<String> dims) {
    TraceInput {
        var shape = sample.shape();
        if (dims.size() != shape.rank()) {
            throw new VireoException("trace: the input '" + name + "' " + shape + " has " + shape.rank()
                    + " dimensions; got " + dims.size() + " names");
        }
        for (int dim = 0; dim < dims.size(); dim++) {
            if (!dims.get(dim).isEmpty() && shape.size(dim) == 0) {
                throw new VireoException("trace: dimension '" + dims.get(dim) + "' of the input '" + name + "' " + shape
                        + " has size 0; give a sample with elements");
            }
        }
    }

    /** The sample itself, as a tensor that the function may write into. */
    Tensor original() {
        return sample.detach().copy();
    }

    /** A tensor of other sizes whose slices along each dimension are drawn from the sample's, in their order. */
    Tensor varied(Map<String, Long> sizes, SplittableRandom random) {
        var result = original();
        for (int dim = 0; dim < dims.size(); dim++) {
            long from = result.shape().size(dim);
            long to = sizes.getOrDefault(dims.get(dim), from);
            if (from > 0) {
                result = result.indexSelect(
                        dim, index(random.longs(to, 0, from).sorted().toArray(), result));
            }
        }
        return result;
    }

    private static Tensor index(long[] places, Tensor beside) {
        return Engines.with(beside.engine(), () -> Tensor.of(places)).to(beside.device());
    }
}
