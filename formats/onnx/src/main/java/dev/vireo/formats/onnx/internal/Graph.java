package dev.vireo.formats.onnx.internal;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** An ONNX graph that grows node by node; tensors that no node made become constants, parameters under their names. */
public final class Graph {
    private static final int OPSET = 17;
    private static final int IR_VERSION = 8;

    /** What becomes of the first dimension of inputs and results. */
    public enum Batch {
        /** Another one at each run. */
        FREE,
        /** As large as the sample's. */
        FIXED
    }

    private final Batch batch;
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("vireo");
    private final Map<Tensor, Value> values = new IdentityHashMap<>();
    private final Map<Tensor, String> parameters = new IdentityHashMap<>();
    private final Map<TensorProto, Value> constants = new HashMap<>();
    private int next;

    /**
     * @param state parameters and buffers by name
     */
    public Graph(Map<String, Tensor> state, Batch batch) {
        this.batch = batch;
        state.forEach((name, tensor) -> parameters.put(tensor, name));
    }

    /** An input of the model. */
    public void input(String name, Tensor sample) {
        values.put(sample, new Value(name));
        graph.addInput(info(name, sample));
    }

    /** What stands for a tensor; a constant is added where nothing made it. */
    public Value value(Tensor tensor) {
        var known = values.get(tensor);
        return known != null ? known : constant(tensor);
    }

    /** Says which value a tensor has become. */
    public void name(Tensor tensor, Value value) {
        values.put(tensor, value);
    }

    /** Whether a node or an input gives this tensor. */
    public boolean computes(Tensor tensor) {
        return values.containsKey(tensor);
    }

    /** Begins a node, to be given attributes. */
    public Node node(String type, Value... inputs) {
        return new Node(this, type, List.of(inputs));
    }

    /** A node without attributes and with one result. */
    public Value op(String type, Value... inputs) {
        return node(type, inputs).value();
    }

    public Value cast(Value value, DType dtype) {
        return node("Cast", value).with("to", DataTypes.of(dtype)).value();
    }

    /** A vector of int64: shapes, axes, indices. */
    public Value longs(long... values) {
        var proto = TensorProto.newBuilder()
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(values.length);
        Arrays.stream(values).forEach(proto::addInt64Data);
        return constant(proto);
    }

    public Value scalar(double value, DType dtype) {
        return full(value, dtype);
    }

    /** A constant of one value throughout. */
    public Value full(double value, DType dtype, long... shape) {
        return constant(Constants.full(value, dtype, shape));
    }

    /** The model with these results, which take the names given. */
    public ModelProto model(Map<String, Tensor> outputs) {
        outputs.forEach((name, tensor) -> {
            graph.addNode(NodeProto.newBuilder()
                    .setOpType("Identity")
                    .setName(name)
                    .addInput(value(tensor).name())
                    .addOutput(name));
            graph.addOutput(info(name, tensor));
        });
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("vireo")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graph)
                .build();
    }

    void add(NodeProto node) {
        graph.addNode(node);
    }

    String fresh(String prefix) {
        return prefix + "_" + next++;
    }

    /** Equal constants are one. */
    private Value constant(TensorProto.Builder proto) {
        return constants.computeIfAbsent(proto.build(), data -> {
            var name = fresh("constant");
            graph.addInitializer(proto.setName(name));
            return new Value(name);
        });
    }

    private Value constant(Tensor tensor) {
        var name = parameters.getOrDefault(tensor, "");
        if (name.isEmpty()) {
            name = fresh("constant");
        }
        graph.addInitializer(Constants.of(tensor).setName(name));
        var value = new Value(name);
        values.put(tensor, value);
        return value;
    }

    private ValueInfoProto info(String name, Tensor tensor) {
        var shape = TensorShapeProto.newBuilder();
        for (int i = 0; i < tensor.shape().rank(); i++) {
            var size = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(
                    i == 0 && batch == Batch.FREE
                            ? size.setDimParam("batch")
                            : size.setDimValue(tensor.shape().size(i)));
        }
        var type = TypeProto.Tensor.newBuilder()
                .setElemType(DataTypes.of(tensor.dtype()))
                .setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }
}
