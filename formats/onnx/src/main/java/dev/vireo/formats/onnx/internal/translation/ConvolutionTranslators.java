package dev.vireo.formats.onnx.internal.translation;

import static dev.vireo.formats.onnx.internal.translation.RearrangeTranslators.bothSides;

import dev.vireo.formats.onnx.internal.NodeBuilder;
import dev.vireo.tensor.op.Convolution;
import dev.vireo.tensor.op.OpTable;

/** Translates convolutions over one to three dimensions. */
final class ConvolutionTranslators {
    private ConvolutionTranslators() {}

    static OpTable<Translator<?>> table() {
        return new TranslatorTable("convolution")
                .one(
                        Convolution.Conv.class,
                        (op, call) -> convolution("Conv", op, call).value())
                .one(
                        Convolution.ConvTranspose.class,
                        (op, call) -> convolution("ConvTranspose", op, call)
                                .with("output_padding", op.outputPadding().toLongArray())
                                .value())
                .build();
    }

    private static NodeBuilder convolution(String type, Convolution op, Call call) {
        return call.graph()
                .node(type, call.all())
                .with("strides", op.stride().toLongArray())
                .with("pads", bothSides(op.padding(), op.padding()))
                .with("dilations", op.dilation().toLongArray())
                .with("group", op.groups());
    }
}
