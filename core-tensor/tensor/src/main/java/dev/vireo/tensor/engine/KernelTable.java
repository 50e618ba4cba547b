package dev.vireo.tensor.engine;

import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;
import java.util.function.Predicate;

/** All that an engine computes itself: its kernels, and the gradients that it has fused. */
public record KernelTable(OpTable<Kernel<?>> forward, OpTable<FusedGradient<?>> gradients) {

    public static Builder of(String engine) {
        return new Builder(engine);
    }

    /** The same engine with fewer kernels: the rest falls back to decompositions and gradient rules. */
    public KernelTable only(Predicate<Object> keys) {
        return new KernelTable(forward.only(keys), gradients.only(keys));
    }

    /** The same kernels without fused gradients. */
    public KernelTable withoutFusedGradients() {
        return new KernelTable(forward, gradients.only(key -> false));
    }

    /** Gathers rows with their types. */
    public static final class Builder {
        private final OpTable.Builder<Kernel<?>> forward;
        private final OpTable.Builder<FusedGradient<?>> gradients;

        private Builder(String engine) {
            forward = OpTable.named(engine + " kernels");
            gradients = OpTable.named(engine + " fused gradients");
        }

        public <O extends Op> Builder kernel(O op, Kernel<O> kernel) {
            forward.row(op, kernel);
            return this;
        }

        public <O extends Op> Builder kernel(Class<O> type, Kernel<O> kernel) {
            forward.row(type, kernel);
            return this;
        }

        public <O extends Op> Builder gradient(O op, FusedGradient<O> gradient) {
            gradients.row(op, gradient);
            return this;
        }

        public <O extends Op> Builder gradient(Class<O> type, FusedGradient<O> gradient) {
            gradients.row(type, gradient);
            return this;
        }

        public Builder all(KernelTable other) {
            forward.all(other.forward);
            gradients.all(other.gradients);
            return this;
        }

        public KernelTable build() {
            return new KernelTable(forward.build(), gradients.build());
        }
    }
}
