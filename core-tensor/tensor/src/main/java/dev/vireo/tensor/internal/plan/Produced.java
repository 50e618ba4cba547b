package dev.vireo.tensor.internal.plan;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.internal.memory.Handle;
import dev.vireo.tensor.internal.memory.NativeOwner;
import org.jspecify.annotations.Nullable;

/**
 * The tensors that native code has returned, until they have owners: result tensors, or the residuals of a node. If an
 * exception is thrown meanwhile, {@link #abandon} frees all of them.
 */
public final class Produced {
    private static final Handle[] NO_RESIDUALS = {};

    private final Engine engine;
    private final @Nullable NativeTensor[] natives;
    private final @Nullable Tensor[] tensors;
    private @Nullable NativeOwner node;

    /** The number of results that have an owner; this object frees the rest. */
    private int owned;

    /**
     * @param engine the engine that computed the results
     * @param natives the results, followed by residuals
     * @param places the number of results that become tensors
     */
    public Produced(Engine engine, @Nullable NativeTensor[] natives, int places) {
        this.engine = engine;
        this.natives = natives;
        this.tensors = new Tensor[places];
    }

    /** The number of results and residuals. */
    public int count() {
        return natives.length;
    }

    /** Returns the results that have become tensors. */
    @Nullable
    public Tensor[] tensors() {
        return tensors;
    }

    /** Makes the next result, which has its own memory, a tensor of the current scope. */
    public void tensor(TensorSpec spec) {
        hand(Handle.of(engine, next(), spec), spec);
    }

    /** Makes the next result, which shares the memory of an input, a tensor of the current scope. */
    public void view(Handle viewed, TensorSpec spec) {
        hand(Handle.view(viewed, next(), spec), spec);
    }

    /** Returns the shape and type of the next result, where only the engine knows it. */
    public TensorSpec spec() {
        return engine.spec(next());
    }

    /** Frees the next result, if there is one. */
    public void skip() {
        var skipped = natives[owned++];
        if (skipped != null) {
            skipped.close();
        }
    }

    /** Frees all remaining results. */
    public void skipRest() {
        while (owned < natives.length) {
            skip();
        }
    }

    /** Returns all remaining results as residuals, which a node keeps for backward. */
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

    /** Notes the owner of the residuals. */
    public void recorded(NativeOwner holder) {
        node = holder;
    }

    /** Frees everything, including what already has an owner. */
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
