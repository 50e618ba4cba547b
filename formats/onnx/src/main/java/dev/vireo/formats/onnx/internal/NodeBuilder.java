package dev.vireo.formats.onnx.internal;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;

/** Builds an ONNX {@code NodeProto}: {@code graph.node("Softmax", x).with("axis", 1).value()}. */
public final class NodeBuilder {
    private final GraphBuilder graph;
    private final NodeProto.Builder proto;

    NodeBuilder(GraphBuilder graph, String type, List<Value> inputs) {
        this.graph = graph;
        proto = NodeProto.newBuilder().setOpType(type);
        inputs.forEach(input -> proto.addInput(input.name()));
    }

    /** Sets an integer attribute. */
    public NodeBuilder with(String name, long value) {
        return add(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value));
    }

    /** Sets a boolean attribute, which ONNX stores as 0 or 1. */
    public NodeBuilder with(String name, boolean value) {
        return with(name, value ? 1L : 0L);
    }

    /** Sets a float attribute. */
    public NodeBuilder with(String name, double value) {
        return add(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF((float) value));
    }

    /** Sets a list of integers as an attribute. */
    public NodeBuilder with(String name, long... values) {
        var attribute = AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return add(attribute);
    }

    /** Sets a text attribute. */
    public NodeBuilder with(String name, String value) {
        return add(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value)));
    }

    /** Sets a list of texts as an attribute. */
    public NodeBuilder with(String name, List<String> values) {
        var attribute = AttributeProto.newBuilder().setName(name).setType(AttributeType.STRINGS);
        values.forEach(value -> attribute.addStrings(ByteString.copyFromUtf8(value)));
        return add(attribute);
    }

    /** Adds the node to the graph. */
    public Value value() {
        return values(1)[0];
    }

    /** Adds the node, which has several results, to the graph. */
    public Value[] values(int count) {
        var name = graph.fresh(proto.getOpType());
        var results = new Value[count];
        for (int i = 0; i < count; i++) {
            results[i] = new Value(count == 1 ? name : name + "." + i);
            proto.addOutput(results[i].name());
        }
        graph.add(proto.setName(name).build());
        return results;
    }

    private NodeBuilder add(AttributeProto.Builder attribute) {
        proto.addAttribute(attribute);
        return this;
    }
}
