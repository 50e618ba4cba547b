package dev.vireo.tensor.trace;

/**
 * A dynamic size of a trace: that of one dimension of one of its values.
 *
 * @param name the name in pictures and ONNX files: {@code batch}
 * @param value the {@linkplain TraceValue#id id} of the value whose dimension it is
 * @param dim the dimension, from 0
 */
public record Symbol(String name, int value, int dim) {
    @Override
    public String toString() {
        return name;
    }
}
