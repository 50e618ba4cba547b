package dev.vireo.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.nn.init.Initializers;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import java.util.LinkedHashMap;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Calls libtorch directly, without the engine. Tests compare layers and losses with it. */
public final class Libtorch {
    private static final double TOLERANCE = 2e-5;

    private Libtorch() {}

    /** Returns standard normal values, the same in each run. */
    public static Tensor normal(long... sizes) {
        Generator.seeded(sizes.length).use();
        return Initializers.normal(Shape.of(sizes), 1);
    }

    /** Copies a tensor to libtorch, as int64 if it is int64 and else as float32. */
    public static org.bytedeco.pytorch.Tensor of(Tensor tensor) {
        var sizes = tensor.shape().toArray();
        return tensor.dtype() == DType.INT64
                ? org.bytedeco.pytorch.Tensor.create(tensor.toLongArray(), sizes)
                : org.bytedeco.pytorch.Tensor.create(tensor.toFloatArray(), sizes);
    }

    /** Copies a layer's parameter or buffer to libtorch. */
    public static org.bytedeco.pytorch.Tensor of(Layer layer, String name) {
        return of(layer.stateDict().get(name));
    }

    /** Copies a layer's parameter or buffer to libtorch; an empty optional if the layer has none of this name. */
    public static TensorOptional optional(Layer layer, String name) {
        return layer.stateDict().containsKey(name) ? new TensorOptional(of(layer, name)) : new TensorOptional();
    }

    /** Copies the parameters of a libtorch module into a block with the same parameter names. */
    public static void load(Block block, org.bytedeco.pytorch.Module module) {
        var named = module.named_parameters();
        var names = named.keys();
        var state = new LinkedHashMap<String, Tensor>();
        for (long i = 0; i < names.size(); i++) {
            var name = names.get(i).getString();
            state.put(name, from(named.get(name)));
        }
        block.loadStateDict(state);
    }

    private static Tensor from(org.bytedeco.pytorch.Tensor tensor) {
        var values = new float[(int) tensor.numel()];
        tensor.detach().contiguous().data_ptr_float().get(values);
        return Tensor.of(values, sizes(tensor));
    }

    private static long[] sizes(org.bytedeco.pytorch.Tensor tensor) {
        var sizes = new long[(int) tensor.dim()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = tensor.size(i);
        }
        return sizes;
    }

    /** Asserts that a tensor has the shape and, within a tolerance, the values of libtorch's. */
    public static void agrees(String what, Tensor actual, org.bytedeco.pytorch.Tensor expected) {
        assertThat(actual.shape()).as(what).isEqualTo(Shape.of(sizes(expected)));
        var doubles = expected.to(ScalarType.Double).contiguous();
        var values = new double[(int) doubles.numel()];
        new DoublePointer(doubles.data_ptr_double()).get(values);
        assertThat(actual.toDoubleArray()).as(what).containsExactly(values, within(TOLERANCE));
    }
}
