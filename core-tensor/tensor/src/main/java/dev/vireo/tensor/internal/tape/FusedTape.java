package dev.vireo.tensor.internal.tape;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.NativeTensor;
import org.jspecify.annotations.Nullable;

/** Gives an engine's fused gradient access to its node during one backward pass. */
public final class FusedTape implements FusedGradient.Tape {
    private final OpNode node;
    private final @Nullable Tensor[] gradients;

    /** Creates the access for one backward pass. */
    public FusedTape(OpNode node, @Nullable Tensor[] gradients) {
        this.node = node;
        this.gradients = gradients;
    }

    @Override
    public int inputs() {
        return node.inputs();
    }

    @Override
    public NativeTensor input(int position) {
        return node.savedInput(position).checked(node.label()).value();
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
