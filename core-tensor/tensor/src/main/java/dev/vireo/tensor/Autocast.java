package dev.vireo.tensor;

import dev.vireo.tensor.internal.context.CastCache;
import dev.vireo.tensor.internal.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Mixed precision on the current thread until closed. Matrix products and convolutions run in the lower type;
 * operations that would lose accuracy run in float32. A parameter is cast once for all its uses, so close the autocast
 * before the optimizer's step.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/amp.html">PyTorch: automatic mixed precision</a>
 */
public final class Autocast implements AutoCloseable {
    private final Context context;
    private final @Nullable CastCache outer;
    private final CastCache casting;

    private Autocast(Context context, CastCache casting) {
        this.context = context;
        this.outer = context.casting();
        this.casting = casting;
        context.casting(casting);
    }

    /**
     * Starts casting on the current thread.
     *
     * @param lower {@link DType#BFLOAT16} or {@link DType#FLOAT16}; {@link DType#FLOAT32} turns an outer autocast off
     * @throws DTypeException for any other type
     */
    public static Autocast open(DType lower) {
        if (!lower.isHalf() && lower != DType.FLOAT32) {
            throw new DTypeException("autocast: casts to bfloat16 or float16, got " + lower);
        }
        return new Autocast(Context.current(), new CastCache(lower));
    }

    /** Whether the current thread casts to a lower precision. */
    public static boolean isOn() {
        return CastCache.current() != DType.FLOAT32;
    }

    @Override
    public void close() {
        context.casting(outer);
        casting.close();
    }
}
