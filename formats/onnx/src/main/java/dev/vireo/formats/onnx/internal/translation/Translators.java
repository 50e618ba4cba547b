package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.tensor.op.OpTable;

/** The translators of all operations except the {@linkplain Untranslatable untranslatable} ones. */
public final class Translators {
    private static final OpTable<Translator<?>> TABLE = OpTable.<Translator<?>>named("onnx")
            .all(UnaryTranslators.table())
            .all(BinaryTranslators.table())
            .all(ActivationTranslators.table())
            .all(CreationTranslators.table())
            .all(ReductionTranslators.table())
            .all(ScanTranslators.table())
            .all(ViewTranslators.table())
            .all(RearrangeTranslators.table())
            .all(IndexingTranslators.table())
            .all(ProductTranslators.table())
            .all(ConvolutionTranslators.table())
            .all(PoolingTranslators.table())
            .all(NormalizationTranslators.table())
            .all(AttentionTranslators.table())
            .all(LossTranslators.table())
            .all(ResamplingTranslators.table())
            .all(RecurrentTranslators.table())
            .all(QuantizeTranslators.table())
            .build();

    private Translators() {}

    /** Returns the translators. */
    public static OpTable<Translator<?>> table() {
        return TABLE;
    }
}
