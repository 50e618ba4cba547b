package dev.vireo.tensor.engine;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** All that an engine computes itself: its kernels, and the gradients that it has fused; and what it cannot compute. */
public record KernelTable(OpTable<Kernel<?>> forward, OpTable<FusedGradient<?>> gradients, List<Gap> gaps) {

    public static Builder of(String engine) {
        return new Builder(engine);
    }

    /** The same engine with fewer kernels: the rest falls back to decompositions and gradient rules. */
    public KernelTable only(Predicate<Object> keys) {
        return new KernelTable(forward.only(keys), gradients.only(keys), gaps);
    }

    /** The same kernels without fused gradients. */
    public KernelTable withoutFusedGradients() {
        return new KernelTable(forward, gradients.only(key -> false), gaps);
    }

    /** The same kernels, of which other gaps are declared. */
    public KernelTable withGaps(List<Gap> others) {
        return new KernelTable(forward, gradients, List.copyOf(others));
    }

    /** Gathers rows with their types. */
    public static final class Builder {
        private final OpTable.Builder<Kernel<?>> forward;
        private final OpTable.Builder<FusedGradient<?>> gradients;
        private final List<Gap> gaps = new ArrayList<>();

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

        /** Declares that no tensor can have a type; see {@link Gap}. */
        public Builder gap(DType dtype, String reason) {
            gaps.add(new Gap(Optional.empty(), dtype, reason));
            return this;
        }

        /** Declares that an operation does not take a type. */
        public Builder gap(Op constant, DType dtype, String reason) {
            gaps.add(new Gap(Optional.of(constant), dtype, reason));
            return this;
        }

        /** Declares that an operation does not take a type. */
        public Builder gap(Class<? extends Op> type, DType dtype, String reason) {
            gaps.add(new Gap(Optional.of(type), dtype, reason));
            return this;
        }

        public Builder all(KernelTable other) {
            forward.all(other.forward);
            gradients.all(other.gradients);
            gaps.addAll(other.gaps);
            return this;
        }

        public KernelTable build() {
            return new KernelTable(forward.build(), gradients.build(), List.copyOf(gaps));
        }
    }
}
