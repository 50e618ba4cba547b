package dev.vireo.tensor.internal.transfer;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.GradMode;
import java.util.Locale;

/** Formats tensors as NumPy does, with large ones shortened to their edges. */
public final class TensorPrinter {
    private static final int EDGE = 3;
    private static final int SUMMARIZE_ABOVE = 1000;

    private final Tensor tensor;
    private final boolean shortened;
    private final StringBuilder text = new StringBuilder();

    private TensorPrinter(Tensor tensor) {
        this.tensor = tensor;
        this.shortened = tensor.shape().elements() > SUMMARIZE_ABOVE;
    }

    /** Returns the text. */
    public static String print(Tensor tensor) {
        if (tensor.device().isMeta()) {
            return tensor.spec().toString();
        }
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            var printer = new TensorPrinter(tensor);
            printer.print(tensor, 0);
            return tensor.spec() + "\n" + printer.text;
        }
    }

    private void print(Tensor part, int depth) {
        int rank = part.shape().rank();
        if (rank == 0) {
            text.append(format(part.item()));
            return;
        }
        long size = part.shape().size(0);
        text.append('[');
        for (long i = 0; i < size; i++) {
            if (i > 0) {
                separate(rank, depth);
            }
            if (shortened && i == EDGE && size > 2 * EDGE) {
                text.append("...");
                i = size - EDGE - 1;
                continue;
            }
            print(part.select(0, i), depth + 1);
        }
        text.append(']');
    }

    private void separate(int rank, int depth) {
        if (rank == 1) {
            text.append(", ");
        } else {
            text.append(",\n").append(" ".repeat(depth + 1));
        }
    }

    private String format(double value) {
        if (tensor.dtype() == DType.BOOL) {
            return Boolean.toString(value != 0);
        }
        if (!tensor.dtype().isFloating()) {
            return Long.toString((long) value);
        }
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        double size = Math.abs(value);
        return size != 0 && (size < 1e-4 || size >= 1e6)
                ? String.format(Locale.ROOT, "%.4e", value)
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
