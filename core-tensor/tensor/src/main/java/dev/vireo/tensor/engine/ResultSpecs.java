package dev.vireo.tensor.engine;

import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.internal.spec.SpecRule;
import dev.vireo.tensor.internal.spec.SpecRules;
import dev.vireo.tensor.op.Op;
import java.util.List;
import java.util.Optional;

/** Predicts the results of an operation, for kernels that allocate them first. */
public final class ResultSpecs {
    private ResultSpecs() {}

    /**
     * Returns the spec of each result; empty if the shapes depend on data.
     *
     * @throws dev.vireo.tensor.VireoException if the inputs do not fit the operation; not within a kernel, whose inputs
     * have been checked
     */
    @SuppressWarnings("unchecked") // the row's type matches the key
    public static <O extends Op> Optional<List<TensorSpec>> of(O op, List<TensorSpec> inputs) {
        var rule = (SpecRule<O>) SpecRules.table().require(op.key());
        var specs = rule.infer(op, inputs.toArray(TensorSpec[]::new));
        return specs == SpecRule.DATA_DEPENDENT ? Optional.empty() : Optional.of(List.of(specs));
    }
}
