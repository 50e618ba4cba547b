package dev.vireo.tensor.internal.context;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.policy.CastPolicy;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The casts of one open {@link dev.vireo.tensor.Autocast}. Caches each parameter that it has cast, so that all uses
 * share one copy.
 */
public final class CastCache {
    private final DType lower;
    private final Map<Tensor, Tensor> parameters = new IdentityHashMap<>();

    /** Creates the casts to a lower type; float32 disables them. */
    public CastCache(DType lower) {
        this.lower = lower;
    }

    /** The type that the current thread casts to; float32 if it does not cast. */
    public static DType current() {
        var casting = Context.current().casting();
        return casting == null ? DType.FLOAT32 : casting.lower;
    }

    /** Frees the copies of parameters. */
    public void close() {
        parameters.values().forEach(Tensor::close);
        parameters.clear();
    }

    /** Casts the inputs of an operation according to its policy. */
    public Tensor[] apply(CastPolicy policy, Tensor[] inputs) {
        if (lower == DType.FLOAT32) {
            return inputs;
        }
        return switch (policy) {
            case KEEP -> inputs;
            case LOWER -> castAll(inputs, lower);
            case FLOAT32 -> castAll(inputs, DType.FLOAT32);
            case WIDEST -> castAll(inputs, widest(inputs));
        };
    }

    private DType widest(Tensor[] inputs) {
        for (var input : inputs) {
            if (input.dtype() == DType.FLOAT32) {
                return DType.FLOAT32;
            }
        }
        return lower;
    }

    /** Does not cast float64, because users choose it deliberately. */
    private Tensor[] castAll(Tensor[] inputs, DType dtype) {
        var cast = inputs;
        for (int i = 0; i < inputs.length; i++) {
            var type = inputs[i].dtype();
            if (type == dtype || !type.isFloating() || type == DType.FLOAT64) {
                continue;
            }
            if (cast == inputs) {
                cast = inputs.clone();
            }
            cast[i] = cast(inputs[i], dtype);
        }
        return cast;
    }

    private Tensor cast(Tensor input, DType dtype) {
        if (!input.isLeaf() || !input.requiresGrad() || dtype != lower) {
            return input.to(dtype);
        }
        var known = parameters.get(input);
        if (known != null) {
            return known;
        }
        var cast = input.to(dtype);
        if (cast.requiresGrad()) { // a copy without a graph would not propagate gradients of later uses
            parameters.put(input, TENSORS.own(cast));
        }
        return cast;
    }
}
