package dev.vireo.nn;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.engine.Engine;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The part of {@link Block} that manages its named children, parameters and buffers, and that reads, loads, moves and
 * frees the whole tree.
 */
abstract sealed class BlockTree implements AutoCloseable permits Block {
    private final Members members = new Members();

    // Members

    /**
     * Adds a child.
     *
     * @return the child
     * @throws VireoException if the name is taken, empty or contains a dot, or if the child contains this block
     */
    protected final <B extends Block> B child(String childName, B block) {
        members.claim(self(), childName);
        if (Tree.blocks(block).contains(self())) {
            throw new VireoException(self().type() + " cannot have '" + childName + "' as a child, which contains it");
        }
        block.attached(childName);
        members.add(childName, block);
        return block;
    }

    /**
     * Adds a trainable tensor, which this block owns from now on. Keep the handle in a field, not the tensor.
     *
     * @throws VireoException if the name is taken, empty or contains a dot, or if the type is not floating
     */
    protected final Parameter parameter(String parameterName, Tensor value) {
        members.claim(self(), parameterName);
        return members.add(new Parameter(self(), parameterName, new Cell(value.requiresGrad(true))));
    }

    /** Adds a parameter that shares the tensor of another one from the start; see {@link Parameter#tie}. */
    protected final Parameter parameter(String parameterName, Parameter shared) {
        members.claim(self(), parameterName);
        return members.add(new Parameter(self(), parameterName, shared.cell()));
    }

    /** Adds a tensor that is part of the state but not trained. This block owns it from now on. */
    protected final Buffer buffer(String bufferName, Tensor value) {
        members.claim(self(), bufferName);
        return members.add(new Buffer(bufferName, value));
    }

    /** The direct children by name, in order. */
    public final Map<String, Block> children() {
        return Collections.unmodifiableMap(self().current().members().children());
    }

    /** All blocks of the tree by path, this one under the empty name; parametrizations as {@code conv.weight.lora}. */
    public final Map<String, Block> namedBlocks() {
        return Tree.named(self());
    }

    /**
     * The block at a path: {@code layer1.conv}.
     *
     * @throws VireoException if there is none
     */
    public final Block block(String path) {
        return Tree.block(self(), path);
    }

    /**
     * The parameter at a path: {@code layer1.conv.weight}.
     *
     * @throws VireoException if there is none
     */
    public final Parameter parameter(String path) {
        return Tree.parameter(self(), path);
    }

    /** The stored tensors of all parameters of the tree by path, {@code conv.weight}; a shared one under its first name. */
    public final Map<String, Tensor> namedParameters() {
        return Tree.stored(Tree.parameterCells(self()));
    }

    /** The stored tensors of all parameters that are not frozen, each once, for an optimizer. */
    public final List<Tensor> parameters() {
        return namedParameters().values().stream().filter(Tensor::requiresGrad).toList();
    }

    /**
     * The stored tensors of all parameters and buffers by path, a shared one under each of its names. The block keeps
     * owning them.
     */
    public final Map<String, Tensor> stateDict() {
        return Tree.stored(Tree.cells(self()));
    }

    // Loading

    /**
     * Copies values into parameters and buffers, from any engine and device. Nothing is changed unless everything fits.
     * For a shared parameter, one of its names suffices.
     *
     * @throws VireoException if a name is missing or unknown, if a shape or kind of type differs, if names of one
     * shared parameter have different values, or where either has no values (meta)
     */
    public final void loadStateDict(Map<String, Tensor> state) {
        StateLoading.load(self(), state);
    }

    /**
     * Copies the values whose names and shapes match, and reports the others: for a pretrained network with another head.
     *
     * @throws VireoException as {@link #loadStateDict}, but not for names and shapes; then nothing is changed
     */
    public final LoadReport loadMatching(Map<String, Tensor> state) {
        return StateLoading.loadMatching(self(), state);
    }

    /**
     * Uses the given tensors as parameters and buffers without copying, with their devices and types. The block owns
     * them from now on. Use it for a network on meta, or to avoid two copies in memory. Ties are kept. As PyTorch's
     * {@code load_state_dict(assign=True)}. Create the optimizer afterwards.
     *
     * @throws VireoException as {@link #loadStateDict}, and if one tensor has two names that are not tied; then nothing
     * is changed
     */
    public final void assignStateDict(Map<String, Tensor> state) {
        StateLoading.assign(self(), state);
    }

    // Moves

    /**
     * Moves parameters and buffers to a device and casts floating ones to a type. Hooks, ties and parametrizations are
     * kept, and gradients are freed. Nothing is moved unless everything can be. Create the optimizer afterwards.
     *
     * @throws VireoException if they are on meta, and the device is not
     */
    public Block to(Device device, DType dtype) {
        Moves.to(self(), device, dtype);
        return self();
    }

    /**
     * Moves parameters and buffers to another engine of this process, to its default device. The engine on which new
     * tensors are created does not change ({@link Engines}). Nothing is moved unless everything can be. Create the
     * optimizer afterwards.
     *
     * @throws VireoException if they are on meta, or if the engine does not support their type
     */
    public Block to(Engine engine) {
        Moves.to(self(), engine);
        return self();
    }

    /**
     * Allocates all parameters and buffers on a device, filled with zeros, for a network on meta whose values are then
     * loaded or initialized. Create the optimizer afterwards.
     */
    public Block toEmpty(Device device) {
        Moves.toEmpty(self(), device);
        return self();
    }

    /** Frees all parameters and buffers of the tree, except those that are tied to a parameter elsewhere. */
    @Override
    public final void close() {
        Tree.blocks(self()).forEach(block -> block.members().close());
    }

    /** Frees the gradients of all parameters. */
    public final void clearGradients() {
        namedParameters().values().forEach(Tensor::clearGrad);
    }

    /** The children, parameters and buffers of this block alone. */
    final Members members() {
        return members;
    }

    final void requireGradients(boolean required) {
        namedParameters().values().forEach(stored -> stored.requiresGrad(required));
    }

    private Block self() {
        return (Block) this;
    }
}
