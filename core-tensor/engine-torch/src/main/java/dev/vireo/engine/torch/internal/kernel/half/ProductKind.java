package dev.vireo.engine.torch.internal.kernel.half;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The kinds of kernels that consist of products. libtorch chooses the code of each kind by type and CPU. */
public enum ProductKind {
    /**
     * Matrix products, recurrent layers and convolutions, all of which need oneDNN to be fast. Convolutions are measured,
     * because matrix products in float32 use threads of OpenBLAS, which wait for one another on a busy machine.
     */
    ONEDNN("matrix products, convolutions, recurrent layers", new long[] {2, 16, 24, 24}, ProductKind::convolve),

    /** Scaled dot-product attention. */
    ATTENTION("attention", new long[] {1, 4, 128, 32}, x -> torch.scaled_dot_product_attention(x, x, x));

    private final String operations;
    private final long[] shape;
    private final UnaryOperator<Tensor> sample;

    ProductKind(String operations, long[] shape, UnaryOperator<Tensor> sample) {
        this.operations = operations;
        this.shape = shape;
        this.sample = sample;
    }

    /** What users call the operations. */
    String operations() {
        return operations;
    }

    /** The shape of the argument of {@link #run}. */
    long[] shape() {
        return shape.clone();
    }

    /** Runs a kernel of this kind that takes naive code about five milliseconds. */
    void run(Tensor x) {
        sample.apply(x).close();
    }

    private static Tensor convolve(Tensor x) {
        try (var weight = torch.ones(16, 16, 3, 3);
                var kernel = weight.to(x.scalar_type())) {
            return torch.conv2d(x, kernel);
        }
    }
}
