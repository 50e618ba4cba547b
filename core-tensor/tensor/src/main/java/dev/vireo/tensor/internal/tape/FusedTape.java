package dev.vireo.tensor.internal.tape;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.internal.graph.SavedTensor;
import org.jspecify.annotations.Nullable;

/** Gives an engine's fused gradient access to its node during one backward pass. */
public final class FusedTape implements FusedGradient.Tape {
    private final OpNode node;
    private final @Nullable SavedTensor[] saved;
    private final @Nullable Tensor[] gradients;

    /** Creates the access for one backward pass. */
    public FusedTape(OpNode node, @Nullable SavedTensor[] saved, @Nullable Tensor[] gradients) {
        this.node = node;
        this.saved = saved;
        this.gradients = gradients;
    }

    @Override
    public int inputs() {
        return saved.length;
    }

    @Override
    public NativeTensor input(int position) {
        return node.savedInput(saved, position).checked(node.label()).value();
    }

    @Override
    public NativeTensor output(int position) {
        return node.savedResult(position).checked(node.label()).value();
    }

    @Override
    public NativeTensor residual(int position) {
        return node.residual(position);
    }

    @Override
    public NativeTensor gradient(int position) {
        var gradient = gradients[position];
        if (gradient == null) {
            gradient = Tensor.zeros(node.outputSpec(position));
            gradients[position] = gradient;
        }
        return TENSORS.handle(gradient).value();
    }

    @Override
    public boolean hasGradient(int position) {
        return gradients[position] != null;
    }
}
