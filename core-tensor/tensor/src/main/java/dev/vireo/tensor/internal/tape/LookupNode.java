package dev.vireo.tensor.internal.tape;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.autograd.GradMode;
import dev.vireo.tensor.autograd.RowGradient;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.graph.LeafNode;
import dev.vireo.tensor.internal.graph.Node;
import dev.vireo.tensor.internal.graph.SavedTensor;
import dev.vireo.tensor.listener.BackwardStep.Recorded;
import dev.vireo.tensor.op.Embed;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The node of a lookup in a leaf, whose gradient can be computed by rows. */
public final class LookupNode extends Node {
    private final SavedTensor index;
    private final long paddingIndex;
    private final TensorSpec weight;
    private final TensorSpec output;

    private LookupNode(Tensor weight, Tensor index, long paddingIndex, TensorSpec output) {
        super(1);
        connect(new Tensor[] {weight});
        this.index = new SavedTensor(index, null, 0);
        this.paddingIndex = paddingIndex;
        this.weight = weight.spec();
        this.output = output;
    }

    /**
     * Looks up rows of a weight. If the weight is not a leaf, or the function is recomputed in backward, the ordinary
     * node is used, whose gradient is dense.
     */
    public static Tensor lookUp(Tensor weight, Tensor index, long paddingIndex) {
        var context = Context.current();
        boolean byRows = Tape.records(context, new Tensor[] {weight})
                && TENSORS.node(weight) instanceof LeafNode
                && context.segment() == null;
        if (!byRows) {
            return weight.embedding(index, paddingIndex);
        }
        Tensor rows;
        try (var off = GradMode.off()) {
            rows = weight.embedding(index, paddingIndex);
        }
        var node = new LookupNode(weight, index.to(DType.INT64), paddingIndex, rows.spec());
        Tape.record(context, node, new Tensor[] {rows}, 1);
        return rows;
    }

    /** The gradient of the weight by rows, in the current scope. */
    RowGradient rows(Tensor gradient) {
        return reading(() -> savedRows(gradient));
    }

    private RowGradient savedRows(Tensor gradient) {
        var places = index.restore(label(), false).reshape(-1);
        var values = gradient.reshape(places.shape().size(0), weight.shape().size(1));
        var counted = paddingIndex < 0
                ? values
                : values.maskedFill(places.eq(paddingIndex).unsqueeze(1), 0);
        return new RowGradient(places, counted);
    }

    @Override
    @Nullable
    public Tensor[] backward(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph) {
        var gradient = gradients[0];
        return new Tensor[] {gradient == null ? null : savedRows(gradient).dense(weight.shape())};
    }

    @Override
    protected void free() {
        index.release();
    }

    @Override
    protected void guardSaved() {
        index.guard();
    }

    @Override
    public Recorded recorded() {
        var indices = new TensorSpec(output.shape().remove(output.shape().rank() - 1), DType.INT64, output.device());
        return new Recorded(
                label(),
                Optional.of(new Embed.Embedding(paddingIndex)),
                List.of(weight, indices),
                List.of(output),
                path());
    }

    @Override
    public String label() {
        return "embedding";
    }

    @Override
    public TensorSpec outputSpec(int output) {
        return this.output;
    }
}
