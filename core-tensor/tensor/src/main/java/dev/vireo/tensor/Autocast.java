package dev.vireo.tensor;

import dev.vireo.tensor.internal.policy.CastPolicy;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Mixed precision for the current thread until closed: matrix products and convolutions run in the lower type, what
 * loses accuracy there runs in float32. A parameter is cast once for all its uses, so close it before the optimizer's
 * step.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/amp.html">PyTorch: automatic mixed precision</a>
 */
public final class Autocast implements AutoCloseable {
    private final Context context;
    private final Autocast outer;
    private final DType lower;
    private final Map<Tensor, Tensor> parameters = new IdentityHashMap<>();

    @SuppressWarnings("NullAway") // there may be no outer one
    private Autocast(Context context, DType lower) {
        this.context = context;
        this.outer = context.autocast;
        this.lower = lower;
        context.autocast = this;
    }

    /**
     * Starts casting.
     *
     * @param lower {@link DType#BFLOAT16} or {@link DType#FLOAT16}; {@link DType#FLOAT32} turns an outer autocast off
     */
    public static Autocast open(DType lower) {
        if (!lower.isHalf() && lower != DType.FLOAT32) {
            throw new DTypeException("autocast: casts to bfloat16 or float16, got " + lower);
        }
        return new Autocast(Context.current(), lower);
    }

    /** Whether the current thread casts to a lower precision. */
    public static boolean isOn() {
        return current() != DType.FLOAT32;
    }

    /** The type that the current thread casts to; float32 where it does not. */
    static DType current() {
        var current = Context.current().autocast;
        return current == null ? DType.FLOAT32 : current.lower;
    }

    @Override
    public void close() {
        context.autocast = outer;
        parameters.values().forEach(Tensor::close);
        parameters.clear();
    }

    Tensor[] apply(CastPolicy policy, Tensor[] inputs) {
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

    /** Float64 stays: who asked for it wants it. */
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
        if (cast.requiresGrad()) { // one that is made without a graph would keep the gradient from later uses
            parameters.put(input, cast.own());
        }
        return cast;
    }
}
