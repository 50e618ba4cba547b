package dev.vireo.engine.torch.internal.kernel.attention;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/**
 * The broadcast leading dimensions of attention's operands. libtorch expects two, {@code [batch, heads]}.
 *
 * @param leading the broadcast leading dimensions
 */
public record AttentionShape(long[] leading) {
    /** Broadcasts the leading dimensions of the operands. */
    public static AttentionShape of(Tensor... operands) {
        int rank = 0;
        for (var operand : operands) {
            rank = Math.max(rank, (int) operand.dim() - 2);
        }
        var leading = new long[rank];
        Arrays.fill(leading, 1);
        for (var operand : operands) {
            int offset = rank - ((int) operand.dim() - 2);
            for (int i = Math.max(0, offset); i < rank; i++) {
                long size = operand.size(i - offset);
                leading[i] = leading[i] == 1 ? size : leading[i];
            }
        }
        return new AttentionShape(leading);
    }

    /**
     * Reshapes an operand {@code [..., R, C]} to {@code [batch, heads, R, C]} with dense rows. The caller closes the
     * result.
     */
    public Tensor lift(Tensor operand) {
        try (var lifted = expand(operand, operand.size(-2), operand.size(-1))) {
            return lifted.stride(-1) == 1 ? new Tensor(lifted) : lifted.contiguous();
        }
    }

    /** Reshapes a mask to {@code [batch, heads, rows, columns]}. The caller closes the result. */
    public Tensor liftMask(Tensor mask, long rows, long columns) {
        try (var lifted = expand(mask, rows, columns)) {
            long stride = lifted.stride(-1);
            return stride == 0 || stride == 1 ? new Tensor(lifted) : lifted.contiguous();
        }
    }

    /** Restores the leading dimensions of a tensor {@code [batch, heads, R, C]}, and closes it. */
    public Tensor lower(Tensor lifted) {
        if (leading.length == 2) {
            return lifted;
        }
        try (lifted) {
            return lifted.reshape(sizes(leading, lifted.size(2), lifted.size(3)));
        }
    }

    private Tensor expand(Tensor operand, long rows, long columns) {
        var full = sizes(leading, rows, columns);
        if (leading.length == 2) {
            return operand.expand(full);
        }
        try (var expanded = operand.expand(full)) {
            return expanded.reshape(batch(), heads(), rows, columns);
        }
    }

    private long batch() {
        long batch = 1;
        for (int i = 0; i < leading.length - 1; i++) {
            batch *= leading[i];
        }
        return batch;
    }

    private long heads() {
        return leading.length == 0 ? 1 : leading[leading.length - 1];
    }

    private static long[] sizes(long[] leading, long rows, long columns) {
        var sizes = Arrays.copyOf(leading, leading.length + 2);
        sizes[leading.length] = rows;
        sizes[leading.length + 1] = columns;
        return sizes;
    }
}
