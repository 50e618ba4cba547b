package dev.vireo.tensor.engine;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The kernels of an engine, its fused gradients, and its declared gaps.
 *
 * @param forward the kernels
 * @param gradients the fused gradients
 * @param gaps the declared gaps
 */
public record KernelTable(OpTable<Kernel<?>> forward, OpTable<FusedGradient<?>> gradients, List<Gap> gaps) {

    /** Starts a table. The name appears in messages. */
    public static Builder of(String engine) {
        return new Builder(engine);
    }

    /**
     * Returns this table with only the kernels whose keys match. All other operations use decompositions and gradient
     * rules.
     */
    public KernelTable only(Predicate<Object> keys) {
        return new KernelTable(forward.only(keys), gradients.only(keys), gaps);
    }

    /** Returns the same kernels without fused gradients. */
    public KernelTable withoutFusedGradients() {
        return new KernelTable(forward, gradients.only(key -> false), gaps);
    }

    /** Returns the same kernels with other declared gaps. */
    public KernelTable withGaps(List<Gap> others) {
        return new KernelTable(forward, gradients, List.copyOf(others));
    }

    /** Builds a table. */
    public static final class Builder {
        private final OpTable.Builder<Kernel<?>> forward;
        private final OpTable.Builder<FusedGradient<?>> gradients;
        private final List<Gap> gaps = new ArrayList<>();

        private Builder(String engine) {
            forward = OpTable.named(engine + " kernels");
            gradients = OpTable.named(engine + " fused gradients");
        }

        /** Adds the kernel of an enum constant. */
        public <O extends Op> Builder kernel(O op, Kernel<O> kernel) {
            forward.row(op, kernel);
            return this;
        }

        /** Adds the kernel of a record. */
        public <O extends Op> Builder kernel(Class<O> type, Kernel<O> kernel) {
            forward.row(type, kernel);
            return this;
        }

        /** Adds the fused gradient of an enum constant. */
        public <O extends Op> Builder gradient(O op, FusedGradient<O> gradient) {
            gradients.row(op, gradient);
            return this;
        }

        /** Adds the fused gradient of a record. */
        public <O extends Op> Builder gradient(Class<O> type, FusedGradient<O> gradient) {
            gradients.row(type, gradient);
            return this;
        }

        /** Declares that the engine has no tensors of a type; see {@link Gap}. */
        public Builder gap(DType dtype, String reason) {
            gaps.add(new Gap(Optional.empty(), dtype, reason));
            return this;
        }

        /** Declares that an operation does not support a type. */
        public Builder gap(Op constant, DType dtype, String reason) {
            gaps.add(new Gap(Optional.of(constant), dtype, reason));
            return this;
        }

        /** Declares that an operation does not support a type. */
        public Builder gap(Class<? extends Op> type, DType dtype, String reason) {
            gaps.add(new Gap(Optional.of(type), dtype, reason));
            return this;
        }

        /** Adds all rows of another table. */
        public Builder all(KernelTable other) {
            forward.all(other.forward);
            gradients.all(other.gradients);
            gaps.addAll(other.gaps);
            return this;
        }

        /** Returns the table. */
        public KernelTable build() {
            return new KernelTable(forward.build(), gradients.build(), List.copyOf(gaps));
        }
    }
}
