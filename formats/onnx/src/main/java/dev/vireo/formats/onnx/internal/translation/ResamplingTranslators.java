package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.NodeBuilder;
import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Resampling;
import dev.vireo.tensor.op.Resampling.Interpolate;

/** Translates resizing of images. Pixel coordinates are mapped as in PyTorch. */
final class ResamplingTranslators {
    /** The coefficient of PyTorch's cubic kernel (Keys, 1981). */
    private static final double CUBIC = -0.75;

    private ResamplingTranslators() {}

    static OpTable<Translator<?>> table() {
        return new TranslatorTable("resampling")
                .sized(Interpolate.class, (op, call) -> mode(op, resize(call)).value(), "output")
                .one(
                        Resampling.PixelShuffle.class,
                        (op, call) -> call.graph()
                                .node("DepthToSpace", call.in(0))
                                .with("blocksize", op.factor())
                                .with("mode", "CRD")
                                .value())
                .build();
    }

    /** Batch and channels keep their sizes. */
    private static NodeBuilder resize(Call call) {
        var graph = call.graph();
        var kept = ViewTranslators.sliced(graph, graph.op("Shape", call.in(0)), 0, 0, 2);
        var sizes = RearrangeTranslators.concat(
                graph, 0, kept, call.sizes().of(call.step().sizes("output")));
        return graph.node("Resize", call.in(0), Value.ABSENT, Value.ABSENT, sizes);
    }

    private static NodeBuilder mode(Interpolate op, NodeBuilder resize) {
        var corners = op.alignCorners() ? "align_corners" : "half_pixel";
        return switch (op.mode()) {
            case NEAREST ->
                resize.with("mode", "nearest")
                        .with("coordinate_transformation_mode", "asymmetric")
                        .with("nearest_mode", "floor");
            case LINEAR -> resize.with("mode", "linear").with("coordinate_transformation_mode", corners);
            case BICUBIC ->
                resize.with("mode", "cubic")
                        .with("coordinate_transformation_mode", corners)
                        .with("cubic_coeff_a", CUBIC);
        };
    }
}
