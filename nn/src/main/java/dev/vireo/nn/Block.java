package dev.vireo.nn;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.GradMode;
import dev.vireo.tensor.engine.Engine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The base class of all layers and networks: a tree of named children with named parameters and buffers, which it owns.
 * It does not say how the block is called. {@link Layer} is a block that maps one tensor to one tensor; other blocks
 * declare methods with the arguments and results that they need.
 *
 * <p>Names are given explicitly and not found by reflection, so checkpoints stay valid when a field is renamed.
 */
public abstract class Block implements AutoCloseable {
    private final Map<String, Block> children = new LinkedHashMap<>();
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Map<String, Tensor> buffers = new LinkedHashMap<>();
    private List<ForwardHook> afterForward = List.of();
    private boolean training = true;
    private String name = "";

    /**
     * Calls a hook after each call of this block, in the order of registration.
     *
     * @return removes the hook when run
     */
    public final Runnable afterForward(ForwardHook hook) {
        var more = new ArrayList<>(afterForward);
        more.add(hook);
        afterForward = more;
        return () -> {
            var fewer = new ArrayList<>(afterForward);
            fewer.remove(hook);
            afterForward = fewer;
        };
    }

    /** The hooks to call after the forward pass. */
    final List<ForwardHook> afterForward() {
        return afterForward;
    }

    /**
     * Adds a child.
     *
     * @throws VireoException if the name is taken, empty or contains a dot
     */
    protected final <B extends Block> B child(String childName, B block) {
        claim(childName);
        ((Block) block).name = childName;
        children.put(childName, block);
        return block;
    }

    /** Adds a trainable tensor; this layer owns it from now on. */
    protected final Tensor parameter(String parameterName, Tensor value) {
        claim(parameterName);
        parameters.put(parameterName, value.own().requiresGrad(true));
        return value;
    }

    /** Adds a tensor that is part of the state but not trained; this layer owns it from now on. */
    protected final Tensor buffer(String bufferName, Tensor value) {
        claim(bufferName);
        buffers.put(bufferName, value.own());
        return value;
    }

    /** The direct children by name, in order. */
    public final Map<String, Block> children() {
        return Collections.unmodifiableMap(children);
    }

    /** All trainable tensors of the tree by path: {@code conv.weight}. */
    public final Map<String, Tensor> namedParameters() {
        var all = new LinkedHashMap<String, Tensor>();
        visit("", (path, layer) -> layer.parameters.forEach((key, value) -> all.put(path + key, value)));
        return all;
    }

    /** All trainable tensors of the tree that are not frozen. */
    public final List<Tensor> parameters() {
        return namedParameters().values().stream().filter(Tensor::requiresGrad).toList();
    }

    /** All parameters and buffers of the tree by path. The tensors are the layer's own. */
    public final Map<String, Tensor> stateDict() {
        var all = new LinkedHashMap<String, Tensor>();
        visit("", (path, layer) -> {
            layer.parameters.forEach((key, value) -> all.put(path + key, value));
            layer.buffers.forEach((key, value) -> all.put(path + key, value));
        });
        return all;
    }

    /**
     * Copies values into parameters and buffers, from any engine and device. Nothing is changed unless all fit.
     *
     * @throws VireoException if a name is missing, unknown, or of another shape, or where either has no values (meta)
     */
    public final void loadStateDict(Map<String, Tensor> state) {
        var own = stateDict();
        StateCheck.names("loadStateDict", own, state);
        StateCheck.values(own, state);
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            own.forEach((key, value) -> value.assign(
                    state.getOrDefault(key, value).to(value.engine()).to(value.device())));
        }
    }

    /**
     * Makes the given tensors the parameters and buffers, with their devices and types and without a copy; the layer owns
     * them from now on. For a network without values on meta, or one that should not be held twice. As PyTorch's
     * {@code load_state_dict(assign=True)}; do so before making the optimizer.
     *
     * @throws VireoException if a name is missing, unknown, of another shape or kind of type; then nothing is changed
     */
    public final void assignStateDict(Map<String, Tensor> state) {
        var own = stateDict();
        StateCheck.names("assignStateDict", own, state);
        StateCheck.assignable(own, state);
        replace((key, value) -> {
            var given = state.getOrDefault(key, value);
            return given == value || given.isLeaf() ? given : given.detach();
        });
    }

    /**
     * Gives all parameters and buffers memory of their own on a device, with zeros instead of their values: for a network
     * on meta, whose values are then loaded or initialized. Do so before making the optimizer.
     */
    public Block toEmpty(Device device) {
        try (var scope = TensorScope.open()) {
            replace((key, value) ->
                    Engines.with(value.engine(), () -> Tensor.zeros(value.spec().with(device))));
        }
        return this;
    }

    /** Training mode for the whole tree: dropout drops, batch norm takes the batch's statistics. */
    public Block train() {
        return mode(true);
    }

    /** Evaluation mode for the whole tree. */
    public Block eval() {
        return mode(false);
    }

    /** Runs work with the whole tree in evaluation mode; then each layer is in its own mode again. */
    public final <T> T inEvalMode(Supplier<T> work) {
        var inTraining = new ArrayList<Block>();
        visit("", (path, layer) -> {
            if (layer.training) {
                inTraining.add(layer);
            }
        });
        eval();
        try {
            return work.get();
        } finally {
            inTraining.forEach(layer -> layer.training = true);
        }
    }

    public final boolean isTraining() {
        return training;
    }

    /** No gradients for the parameters of this tree from now on. */
    public Block freeze() {
        namedParameters().values().forEach(parameter -> parameter.requiresGrad(false));
        return this;
    }

    /** Gradients for all parameters of this tree again. */
    public Block unfreeze() {
        namedParameters().values().forEach(parameter -> parameter.requiresGrad(true));
        return this;
    }

    /** Frees the gradients of all parameters. */
    public final void clearGradients() {
        namedParameters().values().forEach(Tensor::clearGrad);
    }

    /**
     * Moves parameters and buffers to a device, floating ones to a type; do so before making the optimizer. On meta they
     * have no values.
     *
     * @throws VireoException if they are on meta, and the device is not
     */
    public Block to(Device device, DType dtype) {
        StateCheck.movable(stateDict(), device);
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            replace((key, value) -> {
                var there = value.to(device);
                return there.dtype().isFloating() ? there.to(dtype) : there;
            });
        }
        return this;
    }

    /**
     * Moves parameters and buffers to another engine of this process, to its default device; do so before making the
     * optimizer. New tensors are made where {@link Engines} says, as before. Nothing is moved unless all can be.
     *
     * @throws VireoException if they are on meta, or of a type that the engine has declared that it lacks
     */
    public Block to(Engine engine) {
        var moved = new IdentityHashMap<Tensor, Tensor>();
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            stateDict().values().forEach(value -> moved.put(value, value.to(engine)));
            replace((key, value) -> moved.getOrDefault(value, value));
        }
        return this;
    }

    /** Frees all parameters and buffers of the tree. */
    @Override
    public final void close() {
        clearGradients();
        stateDict().values().forEach(Tensor::close);
    }

    /** Called on every layer of the tree, with its path and a dot, or nothing for the root. */
    final void visit(String path, BiConsumer<String, Block> visitor) {
        visitor.accept(path, this);
        children.forEach((childName, layer) -> layer.visit(path + childName + ".", visitor));
    }

    /** The name of the scope that a call of this block opens: its own name, or its type for the root. */
    final String scopeName() {
        return name.isEmpty() ? type() : name;
    }

    /** The class's name, of an anonymous one its parent's. */
    final String type() {
        var simple = getClass().getSimpleName();
        return simple.isEmpty() ? getClass().getSuperclass().getSimpleName() : simple;
    }

    /** The trainable tensors of this layer alone. */
    final Collection<Tensor> ownParameters() {
        return parameters.values();
    }

    /** Runs work while the tree's parameters and buffers are mere shapes; then they are what they were. */
    final void withoutValues(Runnable work) {
        var values = new IdentityHashMap<Tensor, Tensor>();
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            visit("", (path, layer) -> {
                layer.parameters.replaceAll((key, value) -> shapeOf(value, values));
                layer.buffers.replaceAll((key, value) -> shapeOf(value, values));
            });
            work.run();
        } finally {
            visit("", (path, layer) -> {
                layer.parameters.replaceAll((key, value) -> values.getOrDefault(value, value));
                layer.buffers.replaceAll((key, value) -> values.getOrDefault(value, value));
            });
        }
    }

    private static Tensor shapeOf(Tensor value, Map<Tensor, Tensor> values) {
        var shape = value.to(Device.META);
        values.put(shape, value);
        return shape;
    }

    /** The current value of a parameter or buffer of this layer: {@link #to} replaces them. */
    protected final Tensor value(String key) {
        var parameter = parameters.get(key);
        var value = parameter != null ? parameter : buffers.get(key);
        if (value == null) {
            throw new VireoException(getClass().getSimpleName() + " has no parameter or buffer '" + key + "'");
        }
        return value;
    }

    private Block mode(boolean on) {
        visit("", (path, layer) -> layer.training = on);
        return this;
    }

    /** Puts other tensors in the place of parameters and buffers, by path; the ones before are freed. */
    private void replace(BiFunction<String, Tensor, Tensor> other) {
        visit("", (path, layer) -> {
            layer.parameters.replaceAll((key, value) -> owned(value, other.apply(path + key, value)));
            layer.buffers.replaceAll((key, value) -> owned(value, other.apply(path + key, value)));
        });
    }

    private static Tensor owned(Tensor before, Tensor after) {
        if (after == before) {
            return before;
        }
        boolean trained = before.requiresGrad();
        before.clearGrad();
        before.close();
        return after.own().requiresGrad(trained);
    }

    private void claim(String key) {
        if (key.isEmpty() || key.contains(".")) {
            throw new VireoException("'" + key + "' is no name of a child or parameter; expected one without dots");
        }
        if (children.containsKey(key) || parameters.containsKey(key) || buffers.containsKey(key)) {
            throw new VireoException(getClass().getSimpleName() + " has a '" + key + "' already");
        }
    }
}
