package dev.vireo.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Dispatch;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Convolution.Conv;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import dev.vireo.tensor.op.Random;
import dev.vireo.tensor.op.Reduction;
import dev.vireo.tensor.op.Scan;
import dev.vireo.tensor.op.Unary;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values worked out by hand, or published: this engine is what others are held against. */
class ReferenceEngineTest {
    private TensorScope scope;

    @BeforeEach
    void useTheReference() {
        Engines.use("reference");
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void hasOnlyPrimitives() {
        var engine = Engines.named("reference");

        assertThat(engine.kernels().gradients().missing()).hasSize(OpKeys.all().size());
    }

    @Test
    void erfHasItsPublishedValues() {
        // Abramowitz and Stegun, table 7.1, and Wolfram for the tail
        double[] x = {0, 0.1, 0.5, 1, 2, 3, -1, 7};
        double[] erf = {
            0,
            0.1124629160182849,
            0.5204998778130465,
            0.8427007929497149,
            0.9953222650189527,
            0.9999779095030014,
            -0.8427007929497149,
            1
        };

        assertThat(Dispatch.run(Unary.ERF, Tensor.of(x))[0].toDoubleArray()).containsExactly(erf, within(2e-15));
    }

    @Test
    void broadcastsAndWalksViews() {
        var x = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);

        assertThat(x.transpose(0, 1).add(Tensor.of(10.0, 20.0)).toDoubleArray())
                .containsExactly(11, 24, 12, 25, 13, 26);
        assertThat(x.slice(1, 0, 3, 2).mul(x.select(1, 1).unsqueeze(1)).toDoubleArray())
                .containsExactly(2, 6, 20, 30);
    }

    @Test
    void writesThroughViews() {
        var x = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);

        x.transpose(0, 1).slice(0, 1, 3).assign(Tensor.of(-1.0, -2.0));

        assertThat(x.toDoubleArray()).containsExactly(1, -1, -1, 4, -2, -2);
    }

    @Test
    void roundsToTheTypeOfTheResult() {
        var third = Tensor.of(1.0).div(Tensor.of(3.0));

        assertThat(third.to(DType.FLOAT32).toDoubleArray()).containsExactly((double) (float) (1.0 / 3));
        assertThat(third.to(DType.FLOAT16).toDoubleArray()).containsExactly(0.333251953125);
        assertThat(third.to(DType.BFLOAT16).toDoubleArray()).containsExactly(0.333984375);
        assertThat(Tensor.of(65520.0, 65519.0, 6e-8, 2e-8).to(DType.FLOAT16).toDoubleArray())
                .containsExactly(Double.POSITIVE_INFINITY, 65504, 0x1p-24, 0);
        assertThat(Tensor.of(300L, -129L).to(DType.INT8).toDoubleArray()).containsExactly(44, 127);
        assertThat(Tensor.of(-1.75, 1.75).to(DType.INT32).toDoubleArray()).containsExactly(-1, 1);
    }

    @Test
    void reducesAnyDimensions() {
        var x = Tensor.arange(0, 1, new TensorSpec(Shape.of(24), DType.FLOAT64, Device.CPU))
                .reshape(2, 3, 4);

        assertThat(run(new Reduction.Sum(Dims.of(0, 2), false), x)).containsExactly(60, 92, 124);
        assertThat(run(new Reduction.Amax(Dims.of(1), false), x)).containsExactly(8, 9, 10, 11, 20, 21, 22, 23);
        assertThat(run(new Reduction.ArgMax(Dims.of(0), false), Tensor.of(1.0, 4, 4, Double.NaN, 5, Double.NaN)))
                .containsExactly(3);
        assertThat(run(new Reduction.Prod(Dims.of(0), false), Tensor.of(new double[0], 0, 2)))
                .containsExactly(1, 1);
    }

    @Test
    void scansAndSortsAlongADimension() {
        var x = Tensor.of(new double[] {3, 1, 2, 1, 5, 4}, 3, 2);

        assertThat(run(new Scan.CumSum(0), x)).containsExactly(3, 1, 5, 2, 10, 6);
        assertThat(run(new Scan.CumProd(1), x)).containsExactly(3, 3, 2, 2, 5, 20);
        var sorted = Dispatch.run(new Scan.Sort(0, false), Tensor.of(2.0, Double.NaN, 1, 2, 1));
        assertThat(sorted[0].toDoubleArray()).containsExactly(1, 1, 2, 2, Double.NaN);
        assertThat(sorted[1].toLongArray()).containsExactly(2, 4, 0, 3, 1);
        var falling = Dispatch.run(new Scan.Sort(0, true), Tensor.of(2.0, 1, 2));
        assertThat(falling[1].toLongArray()).containsExactly(0, 2, 1);
    }

    @Test
    void gathersAndScatters() {
        var x = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
        var index = Tensor.of(new long[] {2, 0, 1, 1}, 2, 2);

        assertThat(x.gather(1, index).toDoubleArray()).containsExactly(3, 1, 5, 5);
        assertThat(x.scatterAdd(1, index, Tensor.of(new double[] {10, 20, 30, 40}, 2, 2))
                        .toDoubleArray())
                .containsExactly(21, 2, 13, 4, 75, 6);
        assertThat(x.gt(2).nonzero().toLongArray()).containsExactly(0, 2, 1, 0, 1, 1, 1, 2);
        assertThatThrownBy(() -> x.gather(1, Tensor.of(new long[] {3}, 1, 1)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("index 3 is out of range for dimension 1 of [2, 3]");
    }

    @Test
    void multipliesMatricesAndBatches() {
        var a = Tensor.of(new double[] {1, 2, 3, 4}, 2, 2);
        var batch = Tensor.stack(0, a, a.mul(2));

        assertThat(a.matmul(a).toDoubleArray()).containsExactly(7, 10, 15, 22);
        assertThat(batch.matmul(Tensor.of(1.0, 1.0)).toDoubleArray()).containsExactly(3, 7, 6, 14);
        assertThat(Tensor.of(1.0, 2.0).matmul(Tensor.of(3.0, 4.0)).item()).isEqualTo(11);
    }

    @Test
    void convolvesWithStridePaddingDilationAndGroups() {
        var x = Tensor.of(new double[] {1, 2, 3, 4, 5}, 1, 1, 5);
        var weight = Tensor.of(new double[] {1, 10}, 1, 1, 2);

        assertThat(conv(1, 0, 1, 1, x, weight)).containsExactly(21, 32, 43, 54);
        assertThat(conv(2, 1, 1, 1, x, weight)).containsExactly(10, 32, 54);
        assertThat(conv(1, 0, 3, 1, x, weight)).containsExactly(41, 52);
        var channels = Tensor.of(new double[] {1, 2, 3, 4}, 1, 2, 2);
        var each = Tensor.of(new double[] {1, 1, 2, 2}, 2, 1, 2);
        assertThat(conv(1, 0, 1, 2, channels, each, Tensor.of(0.5, 0.25))).containsExactly(3.5, 14.25);
    }

    @Test
    void drawsEvenlyBelowTheBound() {
        var spec = new TensorSpec(Shape.of(10_000), DType.BFLOAT16, Device.CPU);
        var drawn = Dispatch.run(new Random.RandomUniform(spec, 0, 1, 3))[0].toDoubleArray();

        assertThat(Arrays.stream(drawn)).allMatch(value -> value >= 0 && value < 1);
        assertThat(Arrays.stream(drawn).average().orElseThrow()).isCloseTo(0.5, within(0.02));
    }

    private static double[] conv(int stride, int padding, int dilation, int groups, Tensor... inputs) {
        var op = new Conv(Dims.of(stride), Dims.of(padding), Dims.of(dilation), groups);
        return Dispatch.run(op, inputs)[0].toDoubleArray();
    }

    private static double[] run(Op op, Tensor x) {
        return Dispatch.run(op, x)[0].toDoubleArray();
    }
}
