package dev.vireo.engine.torch;

import static dev.vireo.engine.torch.TestTensors.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.engine.torch.internal.kernel.RegularizationKernels;
import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Regularization.Dropout;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class RegularizationKernelsTest {
    @Test
    void dropsTheExpectedShareAndScalesTheRest() {
        for (double p : new double[] {0, 0.1, 0.5, 0.9, 1}) {
            var y = dropout(new Dropout(p, 7), torch.ones(1000, 100));
            double dropped = y.eq(Scalars.of(0L)).sum().item_long() / 1e5;
            assertThat(dropped).as("share of zeros for p = " + p).isCloseTo(p, within(0.005));
            assertThat(y.max().item_double()).isCloseTo(p == 1 ? 0 : 1 / (1 - p), within(1e-5));
        }
    }

    @Test
    void theSeedDecidesWhatIsDropped() {
        var x = torch.ones(50, 3);
        assertThat(dropout(new Dropout(0.5, 1), x).equal(dropout(new Dropout(0.5, 1), x)))
                .isTrue();
        assertThat(dropout(new Dropout(0.5, 1), x).equal(dropout(new Dropout(0.5, 2), x)))
                .isFalse();
    }

    @Test
    void gradientsPassWhereValuesWereKept() {
        for (var x : List.of(normal(5, 7), normal(0, 3), normal(), normal(6, 4).t())) {
            var op = new Dropout(0.3, 11);
            var mask = dropout(op, torch.ones_like(x));
            GradientCheck.of(RegularizationKernels.table()).agrees(op, List.of(x), in ->
                    new Tensor[] {in[0].mul(mask.to(in[0].scalar_type()))});
        }
    }

    @SuppressWarnings("unchecked")
    private static Tensor dropout(Dropout op, Tensor x) {
        var kernel = (Kernel<Dropout>) RegularizationKernels.table().forward().require(op.key());
        return TorchTensor.unwrap(kernel.run(op, new NativeTensor[] {TorchTensor.of(x)})[0]);
    }
}
