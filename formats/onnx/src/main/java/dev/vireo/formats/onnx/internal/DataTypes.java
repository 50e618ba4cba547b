package dev.vireo.formats.onnx.internal;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vireo.tensor.DType;
import java.util.Map;

/** ONNX's numbers of the element types. */
public final class DataTypes {
    private static final Map<DType, TensorProto.DataType> TYPES = Map.of(
            DType.FLOAT64, TensorProto.DataType.DOUBLE,
            DType.FLOAT32, TensorProto.DataType.FLOAT,
            DType.FLOAT16, TensorProto.DataType.FLOAT16,
            DType.BFLOAT16, TensorProto.DataType.BFLOAT16,
            DType.INT64, TensorProto.DataType.INT64,
            DType.INT32, TensorProto.DataType.INT32,
            DType.INT16, TensorProto.DataType.INT16,
            DType.INT8, TensorProto.DataType.INT8,
            DType.UINT8, TensorProto.DataType.UINT8,
            DType.BOOL, TensorProto.DataType.BOOL);

    private DataTypes() {}

    /** Returns ONNX's number of a type. */
    public static int of(DType dtype) {
        var type = TYPES.get(dtype);
        if (type == null) {
            throw new AssertionError(dtype);
        }
        return type.getNumber();
    }
}
