package dev.vireo.nn.parametrization;

import dev.vireo.nn.Buffer;
import dev.vireo.nn.Parametrization;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.DTypeException;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;

/**
 * A pruning mask: the weight where the mask is true, else zero. Pruned elements stay in the stored tensor, get no
 * gradient, and count as zero in training, evaluation and export. As {@code torch.nn.utils.prune.custom_from_mask}.
 */
public final class Mask extends Parametrization {
    private final Buffer mask;

    /**
     * Named {@code pruning}; the mask is its buffer {@code mask}.
     *
     * @param mask bool, of the weight's shape; this object owns it from now on
     * @throws DTypeException if it is not bool
     */
    public Mask(Tensor mask) {
        super("pruning");
        if (mask.dtype() != DType.BOOL) {
            throw new DTypeException("Mask: the mask is " + mask.dtype() + "; expected bool, true for what stays");
        }
        this.mask = buffer("mask", mask);
    }

    @Override
    protected Tensor materialize(Tensor base) {
        return Tensor.where(mask.value(), base, base.newFull(Shape.SCALAR, 0));
    }
}
