package dev.vireo.nn;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorGroup;
import dev.vireo.tensor.TensorScope;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The base class of all layers and networks: a tree of named children with named parameters and buffers, which it owns.
 * It does not say how the block is called. {@link Layer} is a block that maps one tensor to one tensor; other blocks
 * declare {@code call} methods with the arguments and results that they need:
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
    /** How many blocks have this as a child. */
    private int parents;

    // Parametrization and substitution

    /**
     * Computes a parameter by a function of its stored tensor from now on; see {@link Parameter#parametrize}.
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
     * Runs work while the tree has the computed values as plain parameters, and no parametrizations: for export. The
     * network is not to be used by other threads meanwhile.
     */
    public final <T> T materialized(Supplier<T> work) {
        return Merging.materialized(this, work);
    }

    /**
     * Puts another block in the place of the one at a path. Whoever holds the replaced object, in a final field for
     * instance, calls the new block through it. The replaced block's parameters are freed, apart from shared ones. A
     * block that stands at several places is replaced at all of them. Do so before making the optimizer.
     *
     * @throws dev.vireo.tensor.VireoException if there is no such block, or if the other block has another call signature or contains
     *     the replaced one; then nothing is changed
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

    /** Training mode for the whole tree: dropout drops, batch norm takes the batch's statistics. Frozen blocks stay in evaluation mode. */
    public Block train() {
        Tree.visit(this, (path, block) -> block.mode.train(true));
        return this;
    }

    /** Evaluation mode for the whole tree. */
    public Block eval() {
        Tree.visit(this, (path, block) -> block.mode.train(false));
        return this;
    }

    /** Whether this block is in training mode. */
    public final boolean isTraining() {
        return current().mode.isTraining();
    }

    /** Runs work with the whole tree in evaluation mode; then each block is in its own mode again. */
    public final <T> T inEvalMode(Supplier<T> work) {
        return Mode.evaluating(Tree.blocks(this), work);
    }

    /**
     * No gradients for the parameters of this tree, and evaluation mode also when {@link #train} is called on a network
     * around it, so that running statistics stay. Until {@link #unfreeze}. A shared parameter is frozen at all its places.
     */
    public Block freeze() {
        Tree.visit(this, (path, block) -> block.mode.freeze(true));
        return freezeParameters();
    }

    /** No gradients for the parameters of this tree; the mode stays. */
    public Block freezeParameters() {
        requireGradients(false);
        return this;
    }

    /** Gradients for all parameters of this tree again, and the mode that was last asked for. */
    public Block unfreeze() {
        Tree.visit(this, (path, block) -> block.mode.freeze(false));
        requireGradients(true);
        return this;
    }

    // Calls

    /**
     * Calls a hook after each call of this block, in the order of registration.
     *
     * @return removes the hook when run
     */
    public final Runnable afterForward(ForwardHook hook) {
        return current().hooks.add(hook);
    }

    /**
     * Runs a call of a block in a scope of its own: intermediate results are freed, and each result tensor is the
     * caller's. Results that are inputs or parameters stay whose they are. Hooks see all inputs and outputs. When an
     * exception is thrown, nothing is kept.
     *
     * @param block the block that is called: {@code this}
     * @param forward what it computes, as a function of the block, because another one may have replaced this
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

    /** The block that stands here: this one, or the one that has replaced it. */
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

    /** The class's name, of an anonymous one its parent's. */
    final String type() {
        var simple = getClass().getSimpleName();
        return simple.isEmpty() ? getClass().getSuperclass().getSimpleName() : simple;
    }

    /** Notes that a block has this as a child. The first name is the one that errors show. */
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
