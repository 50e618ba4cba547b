package dev.vireo.export.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** An ONNX graph that grows node by node; tensors that no node made become constants, parameters under their names. */
final class Graph {
    private static final int OPSET = 17;
    private static final int IR_VERSION = 8;
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

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("vireo");
    private final Map<Tensor, String> names = new IdentityHashMap<>();
    private final Map<Tensor, String> parameters = new IdentityHashMap<>();
    private int next;

    Graph(Map<String, Tensor> state) {
        state.forEach((name, tensor) -> parameters.put(tensor, name));
    }

    void input(String name, Tensor sample) {
        names.put(sample, name);
        graph.addInput(value(name, sample));
    }

    /** The name of a value; a constant is added where nothing made it. */
    String name(Tensor tensor) {
        var known = names.get(tensor);
        return known != null ? known : constant(tensor);
    }

    /** A node with one result. */
    void node(String type, List<String> inputs, Tensor output, AttributeProto... attributes) {
        var name = fresh(type);
        names.put(output, name);
        graph.addNode(NodeProto.newBuilder()
                .setOpType(type)
                .setName(name)
                .addAllInput(inputs)
                .addOutput(name)
                .addAllAttribute(Arrays.asList(attributes)));
    }

    /** A node whose inputs are tensors. */
    void node(String type, Tensor output, List<Tensor> inputs, AttributeProto... attributes) {
        node(type, inputs.stream().map(this::name).toList(), output, attributes);
    }

    /** A vector of int64 as a constant: shapes, axes. */
    String longs(long... values) {
        var name = fresh("longs");
        var data = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(values.length);
        Arrays.stream(values).forEach(data::addInt64Data);
        graph.addInitializer(data);
        return name;
    }

    ModelProto model(String outputName, Tensor output) {
        if (!names.containsKey(output)) {
            throw new VireoException("onnx: the model's result does not depend on its input");
        }
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Identity")
                .setName(outputName)
                .addInput(name(output))
                .addOutput(outputName));
        graph.addOutput(value(outputName, output));
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("vireo")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graph)
                .build();
    }

    static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto attribute(String name, double value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    static AttributeProto attribute(String name, long[] values) {
        var attribute = AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    static int type(DType dtype) {
        var type = TYPES.get(dtype);
        if (type == null) {
            throw new AssertionError(dtype);
        }
        return type.getNumber();
    }

    private String constant(Tensor tensor) {
        var name = parameters.getOrDefault(tensor, "");
        if (name.isEmpty()) {
            name = fresh("constant");
        }
        var data = ByteBuffer.allocate(Math.toIntExact(tensor.spec().bytes())).order(ByteOrder.LITTLE_ENDIAN);
        tensor.read(data);
        var proto = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type(tensor.dtype()))
                .setRawData(ByteString.copyFrom(data.rewind()));
        Arrays.stream(tensor.shape().toArray()).forEach(proto::addDims);
        graph.addInitializer(proto);
        names.put(tensor, name);
        return name;
    }

    private String fresh(String prefix) {
        return prefix + "_" + next++;
    }

    /** The batch is free, the other sizes are the sample's. */
    private static ValueInfoProto value(String name, Tensor tensor) {
        var shape = TensorShapeProto.newBuilder();
        for (int i = 0; i < tensor.shape().rank(); i++) {
            var size = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(
                    i == 0
                            ? size.setDimParam("batch")
                            : size.setDimValue(tensor.shape().size(i)));
        }
        var type =
                TypeProto.Tensor.newBuilder().setElemType(type(tensor.dtype())).setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }
}
