package dev.vireo.nn;

import dev.vireo.nn.init.Initializers;
import dev.vireo.nn.internal.LayerChecks;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.GradMode;

/**
 * Looks up rows of a table: int64 {@code [...]} to {@code [..., dim]}. The weight {@code [count, dim]} is drawn from
 * the standard normal distribution. As {@code torch.nn.Embedding}.
 */
public final class Embedding extends Layer {
    private static final long NO_PADDING = -1;

    private final Parameter weight;
    private final long paddingIndex;
    private boolean sparse;

    /** Creates an embedding without a padding row. */
    public Embedding(long count, long dim) {
        this(count, dim, NO_PADDING);
    }

    /**
     * Creates an embedding with a padding row.
     *
     * @param paddingIndex a row that starts at zero and receives no gradient, for indices that pad a sequence; -1 for
     * none
     * @throws VireoException if there is no such row
     */
    public Embedding(long count, long dim, long paddingIndex) {
        LayerChecks.atLeast(1, "Embedding", "count", count);
        LayerChecks.atLeast(1, "Embedding", "dim", dim);
        if (paddingIndex < NO_PADDING || paddingIndex >= count) {
            throw new VireoException(
                    "Embedding: paddingIndex is " + paddingIndex + "; expected -1, or 0 to " + (count - 1));
        }
        this.paddingIndex = paddingIndex;
        var rows = Initializers.normal(Shape.of(count, dim), 1);
        if (paddingIndex != NO_PADDING) {
            clear(rows, paddingIndex);
        }
        weight = parameter("weight", rows);
    }

    /**
     * Makes the weight's gradient one by rows ({@link Tensor#rowGrad}), so that backward and the optimizer's step cost time
     * and memory for the rows that were looked up, and not for the whole table. It pays off for large tables.
     *
     * @return this layer
     * @see Tensor#sparseEmbedding
     */
    public Embedding sparse() {
        sparse = true;
        return this;
    }

    @Override
    public Tensor forward(Tensor index) {
        var rows = weight.value();
        return sparse ? rows.sparseEmbedding(index, paddingIndex) : rows.embedding(index, paddingIndex);
    }

    private static void clear(Tensor weight, long row) {
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            weight.slice(0, row, row + 1).assign(Tensor.zeros(1));
        }
    }
}
