package dev.vireo.tensor.internal.plan;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.internal.memory.Handle;
import dev.vireo.tensor.internal.memory.Held;
import org.jspecify.annotations.Nullable;

/**
 * What native code has returned, on the way to its owners: tensors, residuals of a node. Where something throws on that
 * way, {@link #abandon} frees all of it.
 */
public final class Produced {
    private static final Handle[] NO_RESIDUALS = {};

    private final Engine engine;
    private final @Nullable NativeTensor[] natives;
    private final @Nullable Tensor[] tensors;
    private @Nullable Held node;

    /** How many have an owner; those behind are still to be freed by this. */
    private int owned;

    /**
     * @param places how many of the results, from the first on, are to become tensors
     */
    public Produced(Engine engine, @Nullable NativeTensor[] natives, int places) {
        this.engine = engine;
        this.natives = natives;
        this.tensors = new Tensor[places];
    }

    public int count() {
        return natives.length;
    }

    /** The tensors that the results have become, each at its place. */
    @Nullable
    public Tensor[] tensors() {
        return tensors;
    }

    /** The next result, which has memory of its own, as a tensor of the current scope. */
    public void tensor(TensorSpec spec) {
        hand(Handle.of(engine, next(), spec), spec);
    }

    /** The next result, which shares the memory of an input, as a tensor of the current scope. */
    public void view(Handle viewed, TensorSpec spec) {
        hand(Handle.view(viewed, next(), spec), spec);
    }

    /** The next result's shape and type, where only the engine knows it. */
    public TensorSpec spec() {
        return engine.spec(next());
    }

    /** Frees the next result, if there is one at all. */
    public void skip() {
        var skipped = natives[owned++];
        if (skipped != null) {
            skipped.close();
        }
    }

    /** Frees all that is left. */
    public void skipRest() {
        while (owned < natives.length) {
            skip();
        }
    }

    /** All that is left: what a node keeps for backward, beside results on a device. */
    public Handle[] residuals(Device device) {
        if (owned == natives.length) {
            return NO_RESIDUALS;
        }
        var residuals = new Handle[natives.length - owned];
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] = Handle.residual(engine, next(), device);
            owned++;
        }
        return residuals;
    }

    /** Notes who holds the residuals. */
    public void recorded(Held holder) {
        node = holder;
    }

    /** Frees everything, handed out or not. */
    public void abandon() {
        for (var tensor : tensors) {
            if (tensor != null) {
                tensor.close();
            }
        }
        if (node != null) {
            node.release();
        }
        skipRest();
    }

    private void hand(Handle handle, TensorSpec spec) {
        int position = owned++;
        tensors[position] = TENSORS.wrap(handle, spec);
    }

    private NativeTensor next() {
        var next = natives[owned];
        if (next == null) {
            throw new AssertionError("the engine " + engine.name() + " returned no result " + owned);
        }
        return next;
    }
}
