package dev.vireo.tensor.trace;

/**
 * A size that a trace leaves open: that of one dimension of one of its values.
 *
 * @param name what pictures and ONNX files call it: {@code batch}
 * @param value the {@linkplain TraceValue#id id} of the value whose dimension it is
 * @param dim the dimension, from 0
 */
public record Symbol(String name, int value, int dim) {
    @Override
    public String toString() {
        return name;
    }
}
