package dev.vireo.formats.onnx.internal;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.trace.Leaf;
import dev.vireo.tensor.trace.TraceValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds an ONNX {@code GraphProto}: the nodes and initializers that compute the values of a trace. */
public final class GraphBuilder {
    private static final int OPSET = 17;
    private static final int IR_VERSION = 8;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("vireo");
    private final Map<Integer, Value> values = new HashMap<>();
    private final Map<TensorProto, Value> constants = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private int next;

    /** Adds an input, or an initializer for a parameter or constant, under the leaf's name. */
    void add(Leaf leaf) {
        names.add(leaf.name());
        leaf.data()
                .ifPresentOrElse(
                        tensor -> graph.addInitializer(OnnxTensors.of(tensor).setName(leaf.name())),
                        () -> graph.addInput(ValueInfo.of(leaf.name(), leaf.value())));
        name(leaf.value(), new Value(leaf.name()));
    }

    /** Returns the graph's value for a value of the trace. */
    Value value(TraceValue traced) {
        return value(traced.id());
    }

    /** Returns the graph's value for the value of the trace with this id. */
    Value value(int id) {
        var value = values.get(id);
        if (value == null) {
            throw new AssertionError("value " + id + " is used before a node gives it");
        }
        return value;
    }

    /** Whether the graph already has the value of the trace with this id. */
    boolean has(int id) {
        return values.containsKey(id);
    }

    /** Sets the graph's value for a value of the trace. */
    void name(TraceValue traced, Value value) {
        values.put(traced.id(), value);
    }

    /** Begins a node, to which attributes can be added. */
    public NodeBuilder node(String type, Value... inputs) {
        return new NodeBuilder(this, type, List.of(inputs));
    }

    /** Adds a node that has no attributes and one result. */
    public Value op(String type, Value... inputs) {
        return node(type, inputs).value();
    }

    /** Adds a node that converts a value to another type. */
    public Value cast(Value value, DType dtype) {
        return node("Cast", value).with("to", DataTypes.of(dtype)).value();
    }

    /** Returns an int64 vector: a shape, axes or indices. */
    public Value longs(long... values) {
        var proto = TensorProto.newBuilder()
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(values.length);
        Arrays.stream(values).forEach(proto::addInt64Data);
        return constant(proto);
    }

    /** Returns a constant scalar. */
    public Value scalar(double value, DType dtype) {
        return full(value, dtype);
    }

    /** Returns a constant with the same value in every element. */
    public Value full(double value, DType dtype, long... shape) {
        return constant(OnnxTensors.full(value, dtype, shape));
    }

    /**
     * Returns the model with these outputs.
     *
     * @throws VireoException if an output has the name of an input or a parameter
     */
    ModelProto model(Map<String, TraceValue> outputs) {
        outputs.forEach((name, traced) -> {
            if (!names.add(name)) {
                throw new VireoException("onnx: the output '" + name
                        + "' has the name of an input, a parameter or another value; give it another name");
            }
            graph.addNode(NodeProto.newBuilder()
                    .setOpType("Identity")
                    .setName(name)
                    .addInput(value(traced).name())
                    .addOutput(name));
            graph.addOutput(ValueInfo.of(name, traced));
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

    /** Returns a name that is not used in the graph. */
    String fresh(String prefix) {
        var name = prefix + "_" + next++;
        return names.add(name) ? name : fresh(prefix);
    }

    /** Stores equal constants once. */
    private Value constant(TensorProto.Builder proto) {
        return constants.computeIfAbsent(proto.build(), data -> {
            var name = fresh("constant");
            graph.addInitializer(proto.setName(name));
            return new Value(name);
        });
    }
}
