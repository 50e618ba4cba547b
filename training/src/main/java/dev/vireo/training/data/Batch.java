package dev.vireo.training.data;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Samples to train on together: any number of named tensors {@code [N, ...]}, one row for each sample. The usual two are
 * {@code input} and {@code target}:
 *
 * <pre>{@code
 * var batch = new Batch(images, classes).with("mask", mask);
 * batch.input();
 * batch.get("mask");
 * }</pre>
 *
 * @param tensors by name, in a fixed order
 */
public record Batch(Map<String, Tensor> tensors) implements AutoCloseable {
    /** The name of the tensor that networks take by default. */
    public static final String INPUT = "input";
    /** The name of the tensor that losses and metrics compare outputs with by default. */
    public static final String TARGET = "target";

    /**
     * Keeps the order of the map.
     *
     * @throws ShapeException if there is no tensor, one is a scalar, or their numbers of samples differ
     */
    public Batch {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        check(tensors);
    }

    /** A batch of inputs {@code [N, ...]} and targets {@code [N, ...]}. */
    public Batch(Tensor input, Tensor target) {
        this(pair(input, target));
    }

    /** The tensor {@code input}. */
    public Tensor input() {
        return get(INPUT);
    }

    /** The tensor {@code target}. */
    public Tensor target() {
        return get(TARGET);
    }

    /**
     * One of the tensors.
     *
     * @throws VireoException if there is none of this name
     */
    public Tensor get(String name) {
        var tensor = tensors.get(name);
        if (tensor == null) {
            throw new VireoException("batch: there is no tensor '" + name + "'; there are " + tensors.keySet());
        }
        return tensor;
    }

    /** Whether there is a tensor of this name. */
    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    /** The number of samples. */
    public long size() {
        return tensors.values().iterator().next().shape().size(0);
    }

    /** The same batch with another tensor, or with a new value for one that it has. */
    public Batch with(String name, Tensor tensor) {
        var more = new LinkedHashMap<>(tensors);
        more.put(name, tensor);
        return new Batch(more);
    }

    /** The same batch with other inputs. */
    public Batch withInput(Tensor other) {
        return with(INPUT, other);
    }

    /** One sample as a batch of size 1: each tensor {@code [1, ...]}. It shares memory with this batch. */
    public Batch sample(int place) {
        return map(tensor -> tensor.slice(0, place, place + 1));
    }

    /** The samples of several batches in one. */
    static Batch concat(List<Batch> parts) {
        var all = new LinkedHashMap<String, Tensor>();
        for (var name : parts.get(0).tensors.keySet()) {
            all.put(
                    name,
                    Tensor.concat(0, parts.stream().map(part -> part.get(name)).toArray(Tensor[]::new)));
        }
        return new Batch(all);
    }

    /** The batch with a function applied to each tensor. */
    public Batch map(UnaryOperator<Tensor> function) {
        var results = new LinkedHashMap<String, Tensor>();
        tensors.forEach((name, tensor) -> results.put(name, function.apply(tensor)));
        return new Batch(results);
    }

    /** The same samples on a device; copies belong to the current scope. */
    public Batch to(Device device) {
        return map(tensor -> tensor.to(device));
    }

    /** Moves the tensors to the scope that encloses the given one. */
    Batch keep(TensorScope scope) {
        tensors.values().forEach(scope::keep);
        return this;
    }

    /** Removes all tensors from their scope. The owner of the batch closes it. */
    Batch own() {
        tensors.values().forEach(Tensor::own);
        return this;
    }

    @Override
    public void close() {
        tensors.values().forEach(Tensor::close);
    }

    private static Map<String, Tensor> pair(Tensor input, Tensor target) {
        var both = new LinkedHashMap<String, Tensor>();
        both.put(INPUT, input);
        both.put(TARGET, target);
        return both;
    }

    private static void check(Map<String, Tensor> tensors) {
        if (tensors.isEmpty()) {
            throw new ShapeException("batch: there are no tensors; expected at least one");
        }
        var first = tensors.entrySet().iterator().next();
        tensors.forEach((name, tensor) -> {
            if (tensor.shape().rank() == 0) {
                throw new ShapeException("batch: '" + name + "' is a scalar; expected [N, ...], a row for each sample");
            }
            long samples = first.getValue().shape().size(0);
            if (tensor.shape().size(0) != samples) {
                throw new ShapeException("batch: '" + name + "' has the shape " + tensor.shape() + " and '"
                        + first.getKey() + "' has " + samples + " samples; expected the same number");
            }
        });
    }
}
