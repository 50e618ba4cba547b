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

    /** Takes over a tensor. */
    Cell(Tensor stored) {
        this.stored = stored.own();
    }

    /** What optimizers and checkpoints see. */
    Tensor stored() {
        return stored;
    }

    /** What layers compute with: the stored tensor, or what the parametrizations make of it. */
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

    /** Puts another tensor in the place of the stored one, which is freed. */
    void store(Tensor other) {
        if (other == stored) {
            return;
        }
        var before = stored;
        stored = other.own().takesPlaceOf(before);
        before.close();
    }

    /** Stores another tensor for a while, without owning it. Run the return value to end that. */
    Runnable withStored(Tensor other) {
        var before = stored;
        stored = other;
        return () -> stored = before;
    }

    /** Stores a computed value for a while, without parametrizations. Run the return value to end that. */
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
