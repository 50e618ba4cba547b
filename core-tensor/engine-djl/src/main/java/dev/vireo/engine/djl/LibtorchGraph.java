package dev.vireo.engine.djl;

import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.engine.NativeTensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A part of libtorch's autograd graph that is saved for backward. It differentiates functions whose derivative is
 * inside libtorch and which DJL exposes only through {@code backward}. Only the inputs are leaves and only the results
 * are roots, so that nothing else is recorded.
 */
final class LibtorchGraph implements NativeTensor, AutoCloseable {
    private final Function function;
    private final PtNDArray[] leaves;
    private final PtNDArray[] roots;
    private boolean used;

    private LibtorchGraph(Function function, PtNDArray[] leaves, PtNDArray[] roots) {
        this.function = function;
        this.leaves = leaves;
        this.roots = roots;
    }

    /** The function to differentiate. */
    @FunctionalInterface
    interface Function {
        PtNDArray[] of(PtNDArray[] inputs);
    }

    /** Runs a function and records it. */
    static LibtorchGraph of(PtNDArray[] inputs, Function function) {
        var leaves = Intermediates.all(
                () -> Arrays.stream(inputs).map(LibtorchGraph::leaf).toArray(PtNDArray[]::new));
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(true);
        try {
            return new LibtorchGraph(function, leaves, Intermediates.all(() -> function.of(leaves)));
        } catch (RuntimeException e) {
            closeAll(leaves);
            throw e;
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    /** The number of results. */
    int size() {
        return roots.length;
    }

    /** Returns the results, followed by the graph. */
    NativeTensor[] results() {
        var results = new NativeTensor[roots.length + 1];
        for (int i = 0; i < roots.length; i++) {
            results[i] = DjlTensor.of(JniUtils.detachGradient(roots[i]));
        }
        results[roots.length] = this;
        return results;
    }

    /**
     * Returns the gradients of the inputs that need one.
     *
     * @param arrived the gradients of the results; absent where none arrived
     * @param needed which inputs need a gradient
     */
    PtNDArray[] gradients(@Nullable PtNDArray[] arrived, boolean[] needed) {
        if (used) { // libtorch accumulates into the gradients that it returned before
            try (var again = of(leaves, function)) {
                return again.gradients(arrived, needed);
            }
        }
        used = true;
        for (int i = 0; i < arrived.length; i++) {
            var gradient = arrived[i];
            if (gradient != null) {
                JniUtils.backward(roots[i], gradient, true, false);
            }
        }
        var gradients = new PtNDArray[needed.length];
        for (int i = 0; i < needed.length; i++) {
            if (needed[i]) {
                gradients[i] = gradient(leaves[i]);
            }
        }
        return gradients;
    }

    private static PtNDArray leaf(PtNDArray input) {
        var leaf = JniUtils.detachGradient(input);
        if (input.getDataType().isFloating()) {
            JniUtils.attachGradient(leaf, true);
        }
        return leaf;
    }

    @SuppressWarnings("NullAway") // DJL returns null where there is no gradient
    private static PtNDArray gradient(PtNDArray leaf) {
        var gradient = JniUtils.getGradient(leaf);
        return gradient != null
                ? gradient
                : JniUtils.zerosLike(leaf, leaf.getDataType(), leaf.getDevice(), SparseFormat.DENSE);
    }

    @Override
    public void close() {
        closeAll(roots);
        closeAll(leaves);
    }

    private static void closeAll(PtNDArray[] arrays) {
        for (var array : arrays) {
            array.close();
        }
    }
}
