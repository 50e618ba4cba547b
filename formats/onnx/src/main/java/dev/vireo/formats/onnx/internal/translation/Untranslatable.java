package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Random;
import dev.vireo.tensor.op.Regularization;
import dev.vireo.tensor.op.Update;

/** The operations that a model file cannot contain, each with the reason. */
public final class Untranslatable {
    private static final String RANDOM =
            "it draws random numbers, and ONNX has no seeded generator; draw outside the model and pass the values in";
    private static final String UPDATE =
            "it writes in place, and ONNX values are immutable; use the out-of-place operation";

    private static final OpTable<String> REASONS = OpTable.<String>named("not in onnx")
            .rows(
                    RANDOM,
                    Random.RandomUniform.class,
                    Random.RandomNormal.class,
                    Random.RandomInteger.class,
                    Random.RandomPermutation.class,
                    Random.Bernoulli.class,
                    Random.Multinomial.class)
            .row(Regularization.Dropout.class, "it belongs to training; call eval() on the layer that runs it")
            .rows(
                    UPDATE,
                    Update.CopyInto.class,
                    Update.AddInto.class,
                    Update.ScaleInto.class,
                    Update.LerpInto.class,
                    Update.CopyRowsInto.class,
                    Update.FusedSgd.class,
                    Update.FusedAdam.class,
                    Update.UnscaleAndCheck.class)
            .build();

    private Untranslatable() {}

    /** Returns one sentence per operation. */
    public static OpTable<String> reasons() {
        return REASONS;
    }
}
