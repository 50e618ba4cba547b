package dev.vireo.nn;

import dev.vireo.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Owns the tensor of a parameter or buffer. Tied parameters share one cell, so that their tensor is moved, trained and
 * freed once.
 */
final class Cell {
    private final List<Parameter> handles = new ArrayList<>();
    private Tensor stored;
    private @Nullable List<Parametrization> parametrizations;

    /** Takes ownership of a tensor. */
    Cell(Tensor stored) {
        this.stored = stored.own();
    }

    /** The stored tensor, which optimizers and checkpoints use. */
    Tensor stored() {
        return stored;
    }

    /** The value that layers compute with: the stored tensor, or the result of the parametrizations. */
    Tensor value() {
        var chain = parametrizations;
        return chain == null ? stored : value(chain);
    }

    private Tensor value(List<Parametrization> chain) {
        var value = stored;
        for (var parametrization : chain) {
            value = parametrization.apply(value);
        }
        return value;
    }

    /** Replaces the stored tensor and frees it. */
    void store(Tensor other) {
        if (other == stored) {
            return;
        }
        var before = stored;
        stored = other.own().takesPlaceOf(before);
        before.close();
    }

    /** Stores another tensor temporarily, without owning it. Running the result restores the previous one. */
    Runnable withStored(Tensor other) {
        var before = stored;
        stored = other;
        return () -> stored = before;
    }

    /**
     * Stores a computed value temporarily, without parametrizations. Running the result restores the previous state.
     */
    Runnable withValue(Tensor value) {
        var before = stored;
        var chain = parametrizations;
        stored = value;
        parametrizations = null;
        return () -> {
            stored = before;
            parametrizations = chain;
        };
    }

    /** The parametrizations in the order in which they apply; empty if there are none. */
    List<Parametrization> parametrizations() {
        return parametrizations == null ? List.of() : parametrizations;
    }

    /** Sets the parametrizations; with none, a read costs no more than a null check. */
    void parametrizations(List<Parametrization> chain) {
        parametrizations = chain.isEmpty() ? null : List.copyOf(chain);
    }

    /** All parameters that share this cell. */
    List<Parameter> handles() {
        return handles;
    }

    /** Frees the tensor, its gradient and the parametrizations. */
    void close() {
        stored.close();
        parametrizations().forEach(Block::close);
    }
}
