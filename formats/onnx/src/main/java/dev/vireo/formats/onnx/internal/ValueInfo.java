package dev.vireo.formats.onnx.internal;

import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.vireo.tensor.trace.TraceValue;

/** Describes inputs and outputs: their names, types and shapes. A dynamic size is written as text: {@code 2*batch}. */
final class ValueInfo {
    private ValueInfo() {}

    static ValueInfoProto of(String name, TraceValue value) {
        var shape = TensorShapeProto.newBuilder();
        for (var size : value.sizes()) {
            var dimension = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(
                    size.isConstant()
                            ? dimension.setDimValue(size.constant())
                            : dimension.setDimParam(size.toString().replace(" ", "")));
        }
        var type = TypeProto.Tensor.newBuilder()
                .setElemType(DataTypes.of(value.spec().dtype()))
                .setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }
}
