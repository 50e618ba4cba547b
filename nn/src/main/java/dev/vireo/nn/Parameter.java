package dev.vireo.nn;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.GradMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A handle to a trainable tensor of a block. Blocks keep it in a final field and read {@link #value} in each call. The
 * handle stays valid when {@code to}, {@code toEmpty}, {@code assignStateDict} or {@code freeze} change the tensor.
 *
 * <pre>{@code
 * final class Scale extends Layer {
 *     private final Parameter weight = parameter("weight", Tensor.ones(8));
 *
 *     @Override public Tensor forward(Tensor x) {
 *         return x.mul(weight.value());
 *     }
 * }
 * }</pre>
 */
public final class Parameter {
    private final Block owner;
    private final String name;
    private Cell cell;

    Parameter(Block owner, String name, Cell cell) {
        this.owner = owner;
        this.name = name;
        this.cell = cell;
        cell.handles().add(this);
    }

    /** The name within its block: {@code weight}. */
    public String name() {
        return name;
    }

    /**
     * The value that the block computes with: the stored tensor, or the result of the parametrizations. A computed
     * value belongs to the current scope and is computed anew at each read, so a block reads it once per call.
     */
    public Tensor value() {
        return cell.value();
    }

    /** The stored tensor: the leaf that has the gradient, that optimizers move and that checkpoints hold. */
    public Tensor stored() {
        return cell.stored();
    }

    /** The parametrizations, in the order in which they apply. */
    public List<Parametrization> parametrizations() {
        return cell.parametrizations();
    }

    /**
     * Shares the tensor of another parameter from now on, with its parametrizations. This parameter's own tensor is freed.
     * Parameters that were tied to this one before follow it. The optimizer sees one parameter, whose gradient is the
     * sum over all uses.
     *
     * @return this
     * @throws VireoException if shape, type or device differ
     */
    public Parameter tie(Parameter other) {
        if (other.cell == cell) {
            return this;
        }
        if (!other.stored().spec().equals(stored().spec())) {
            throw new VireoException("tie: " + this + " is " + stored().spec() + "; " + other + " is "
                    + other.stored().spec() + "; expected the same");
        }
        var before = cell;
        for (var handle : before.handles()) {
            handle.cell = other.cell;
            other.cell.handles().add(handle);
        }
        before.close();
        return this;
    }

    /** Gives this parameter a copy of its own of a shared tensor, without parametrizations. */
    public void untie() {
        if (cell.handles().size() == 1) {
            return;
        }
        try (var off = GradMode.off()) {
            var copy = stored().copy().requiresGrad(stored().requiresGrad());
            cell.handles().remove(this);
            cell = new Cell(copy);
            cell.handles().add(this);
        }
    }

    /**
     * Adds a parametrization after the existing ones. Its parameters and buffers move to this parameter's engine,
     * device and type.
     *
     * @return this
     * @throws VireoException if there is one of that name, or if it makes a value of another shape or type; then
     * nothing is added
     */
    public Parameter parametrize(Parametrization parametrization) {
        for (var present : parametrizations()) {
            if (present.name().equals(parametrization.name())) {
                throw new VireoException("parametrize: " + this + " has a parametrization '" + present.name()
                        + "' already; merge() it first, or give this one another name");
            }
        }
        parametrization.attach(owner, this);
        var chain = new ArrayList<>(parametrizations());
        chain.add(parametrization);
        cell.parametrizations(chain);
        return this;
    }

    /** Writes the value into the stored tensor and removes the parametrizations, whose parameters are freed. */
    public void merge() {
        Merging.merge(List.of(cell));
    }

    Cell cell() {
        return cell;
    }

    /** Releases the tensor. It is freed when the last parameter that shares it releases it. */
    void close() {
        if (cell.handles().remove(this) && cell.handles().isEmpty()) {
            cell.close();
        }
    }

    /** The name in errors: {@code 'weight' of Linear}. */
    @Override
    public String toString() {
        return "'" + name + "' of " + owner.type();
    }
}
