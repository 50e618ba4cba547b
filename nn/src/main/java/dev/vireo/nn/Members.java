package dev.vireo.nn;

import dev.vireo.tensor.VireoException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** The named children, parameters and buffers of one block, in the order in which they were added. */
final class Members {
    private final Map<String, Block> children = new LinkedHashMap<>();
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, Buffer> buffers = new LinkedHashMap<>();

    /**
     * Checks a name of a child, parameter, buffer or parametrization.
     *
     * @throws VireoException if it is empty or contains a dot
     */
    static String requireName(String key) {
        if (key.isEmpty() || key.contains(".")) {
            throw new VireoException("'" + key + "' is no name of a child or parameter; expected one without dots");
        }
        return key;
    }

    /**
     * Checks that a name is free.
     *
     * @throws VireoException if it is taken, empty or contains a dot
     */
    void claim(Block block, String key) {
        requireName(key);
        if (children.containsKey(key) || parameters.containsKey(key) || buffers.containsKey(key)) {
            throw new VireoException(block.type() + " has a '" + key + "' already");
        }
    }

    void add(String key, Block child) {
        children.put(key, child);
    }

    Parameter add(Parameter parameter) {
        parameters.put(parameter.name(), parameter);
        return parameter;
    }

    Buffer add(Buffer buffer) {
        buffers.put(buffer.name(), buffer);
        return buffer;
    }

    Map<String, Block> children() {
        return children;
    }

    Map<String, Parameter> parameters() {
        return parameters;
    }

    Map<String, Buffer> buffers() {
        return buffers;
    }

    /** Calls back for each stored tensor: parameters, then buffers. */
    void eachCell(BiConsumer<String, Cell> visitor) {
        parameters.forEach((key, parameter) -> visitor.accept(key, parameter.cell()));
        buffers.forEach((key, buffer) -> visitor.accept(key, buffer.cell()));
    }

    /** Calls back for each block directly below: children, then parametrizations as {@code weight.lora}. */
    void eachBlock(BiConsumer<String, Block> visitor) {
        children.forEach(visitor);
        parameters.forEach((key, parameter) ->
                parameter.parametrizations().forEach(each -> visitor.accept(key + "." + each.name(), each)));
    }

    /** Frees what no other block shares. */
    void close() {
        parameters.values().forEach(Parameter::close);
        buffers.values().forEach(buffer -> buffer.cell().close());
    }

    /** The text in errors: {@code children [conv, head], parameters [weight]}. */
    @Override
    public String toString() {
        return "children " + children.keySet() + ", parameters " + parameters.keySet() + ", buffers "
                + buffers.keySet();
    }
}
