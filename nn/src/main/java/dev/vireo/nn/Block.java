package dev.vireo.nn;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorGroup;
import dev.vireo.tensor.TensorScope;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The base class of all layers and networks: a tree of named children with named parameters and buffers, which it owns.
 * It has no call signature. {@link Layer} is a block that maps one tensor to one tensor; other blocks declare {@code
 * call} methods with the arguments and results that they need:
 *
 * <pre>{@code
 * final class TwoTower extends Block {
 *     private final Linear query = child("query", new Linear(64, 32));
 *     private final Linear document = child("document", new Linear(128, 32));
 *
 *     Tensor call(Tensor q, Tensor d) {
 *         return run(this, towers -> towers.forward(q, d), q, d);
 *     }
 *
 *     private Tensor forward(Tensor q, Tensor d) {
 *         return query.call(q).mul(document.call(d)).sum(1);
 *     }
 * }
 * }</pre>
 *
 * <p>Names are given explicitly and not found by reflection, so checkpoints stay valid when a field is renamed.
 */
public abstract non-sealed class Block extends BlockTree {
    private final Mode mode = new Mode();
    private final Hooks hooks = new Hooks();
    private @Nullable Block replacement;
    private String name = "";
    /** The number of blocks that have this one as a child. */
    private int parents;

    // Parametrization and substitution

    /**
     * Makes a parameter's value a function of its stored tensor; see {@link Parameter#parametrize}.
     *
     * @throws dev.vireo.tensor.VireoException if there is no such parameter, or if the parametrization does not fit
     */
    public final void parametrize(String path, Parametrization parametrization) {
        parameter(path).parametrize(parametrization);
    }

    /** Writes the values of all parametrized parameters into their stored tensors and removes the parametrizations. */
    public final void merge() {
        Merging.merge(Tree.distinctCells(this));
    }

    /**
     * Runs work during which parametrized parameters are plain parameters with the computed values, for export. Other
     * threads must not use the network meanwhile.
     */
    public final <T> T materialized(Supplier<T> work) {
        return Merging.materialized(this, work);
    }

    /**
     * Replaces the block at a path. Calls of the replaced object, for instance through a final field, are forwarded to
     * the new block. The replaced block's parameters are freed, apart from shared ones. A block that is used at several
     * places is replaced at all of them. Create the optimizer afterwards.
     *
     * @throws dev.vireo.tensor.VireoException if there is no such block, or if the other block has another call
     * signature or contains the replaced one; then nothing is changed
     */
    public final void replace(String path, Block other) {
        Substitution.replace(this, path, other);
    }

    /**
     * Whether another block has the {@code call} methods of this one, so that it can replace this. By default if it extends
     * the same direct subclass of {@code Block}: any layer can replace a layer. Override it where further types matter.
     */
    protected boolean accepts(Block other) {
        return Substitution.signature(this).isInstance(other);
    }

    // Mode

    /**
     * Sets training mode for the whole tree: dropout drops elements, and batch norm uses the statistics of the batch.
     * Frozen blocks stay in evaluation mode.
     */
    public Block train() {
        Tree.visit(this, (path, block) -> block.mode.train(true));
        return this;
    }

    /** Sets evaluation mode for the whole tree. */
    public Block eval() {
        Tree.visit(this, (path, block) -> block.mode.train(false));
        return this;
    }

    /** Whether this block is in training mode. */
    public final boolean isTraining() {
        return current().mode.isTraining();
    }

    /** Runs work with the whole tree in evaluation mode, then restores the mode of each block. */
    public final <T> T inEvalMode(Supplier<T> work) {
        return Mode.evaluating(Tree.blocks(this), work);
    }

    /**
     * Freezes the tree until {@link #unfreeze}: its parameters get no gradients, and it stays in evaluation mode even
     * if {@link #train} is called on an enclosing network, so that running statistics do not change. A shared parameter
     * is frozen at all its places.
     */
    public Block freeze() {
        Tree.visit(this, (path, block) -> block.mode.freeze(true));
        return freezeParameters();
    }

    /** Stops the gradients of all parameters of the tree, without changing the mode. */
    public Block freezeParameters() {
        requireGradients(false);
        return this;
    }

    /** Restores the gradients of all parameters of the tree, and the mode that was last set. */
    public Block unfreeze() {
        Tree.visit(this, (path, block) -> block.mode.freeze(false));
        requireGradients(true);
        return this;
    }

    // Calls

    /**
     * Calls a hook after each call of this block, in the order of registration.
     *
     * @return an action that removes the hook
     */
    public final Runnable afterForward(ForwardHook hook) {
        return current().hooks.add(hook);
    }

    /**
     * Runs a call of a block in its own scope. Intermediate results are freed, and the caller owns each result tensor.
     * Results that are inputs or parameters keep their owner. Hooks receive all inputs and outputs. If an exception is
     * thrown, nothing is kept.
     *
     * @param block the block that is called: {@code this}
     * @param forward the computation, as a function of the block, because another block may have replaced this one
     * @param inputs all tensors that the block is called with
     */
    protected static <B extends Block, R extends TensorGroup> R run(
            B block, Function<? super B, ? extends R> forward, Tensor... inputs) {
        @SuppressWarnings("unchecked") // signatures are equal
        var called = (B) block.current();
        try (var scope = TensorScope.open(called.scopeName())) {
            R result = forward.apply(called);
            called.hooks().run(inputs, result);
            result.tensors().forEach(scope::keep);
            return result;
        }
    }

    // For this package

    /** Returns this block, or the block that has replaced it. */
    final Block current() {
        var block = this;
        while (block.replacement != null) {
            block = block.replacement;
        }
        return block;
    }

    final @Nullable Block replacement() {
        return replacement;
    }

    final Mode mode() {
        return mode;
    }

    final Hooks hooks() {
        return hooks;
    }

    /** The name of the scope that a call of this block opens: its own name, or its type for the root. */
    final String scopeName() {
        return name.isEmpty() ? type() : name;
    }

    /** The name of the class; for an anonymous class, that of its superclass. */
    final String type() {
        var simple = getClass().getSimpleName();
        return simple.isEmpty() ? getClass().getSuperclass().getSimpleName() : simple;
    }

    /** Registers a parent of this block. Errors show the name that the first parent gives. */
    final void attached(String childName) {
        parents++;
        if (name.isEmpty()) {
            name = childName;
        }
    }

    /** Forwards all calls to another block from now on, and frees what no other block has as a child. */
    final void becomes(Block other) {
        replacement = other;
        other.mode.follow(mode);
        if (other.name.isEmpty()) {
            other.name = name;
        }
        free();
    }

    private void free() {
        members().close();
        for (var child : members().children().values()) {
            if (--child.parents == 0) {
                child.free();
            }
        }
    }
}
