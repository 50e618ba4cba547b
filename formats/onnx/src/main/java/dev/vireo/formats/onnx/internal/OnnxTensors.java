package dev.vireo.formats.onnx.internal;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Converts tensors to ONNX tensors: row-major, little-endian. */
final class OnnxTensors {
    private OnnxTensors() {}

    static TensorProto.Builder of(Tensor tensor) {
        var data = ByteBuffer.allocate(Math.toIntExact(tensor.spec().bytes())).order(ByteOrder.LITTLE_ENDIAN);
        tensor.read(data);
        var proto = TensorProto.newBuilder()
                .setDataType(DataTypes.of(tensor.dtype()))
                .setRawData(ByteString.copyFrom(data.rewind()));
        Arrays.stream(tensor.shape().toArray()).forEach(proto::addDims);
        return proto;
    }

    /** Returns a tensor with the same value in every element. The engine rounds the value to the type. */
    static TensorProto.Builder full(double value, DType dtype, long... shape) {
        try (var scope = TensorScope.open()) {
            return of(Tensor.full(new TensorSpec(Shape.of(shape), dtype, Device.CPU), value));
        }
    }
}
