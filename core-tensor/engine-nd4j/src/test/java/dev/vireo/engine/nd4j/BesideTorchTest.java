package dev.vireo.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.op.Convolution;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * ND4J's native libraries and libtorch compute in one process. They share JavaCPP, and each brings its own OpenBLAS.
 */
class BesideTorchTest {
    private static final Convolution.Conv VALID = new Convolution.Conv(Dims.of(1, 1), Dims.of(0, 0), Dims.of(1, 1), 1);

    private final Engine nd4j = Engines.named("nd4j");
    private final Engine torch = Engines.named("torch");

    @Test
    void bothEnginesComputeTheSame() {
        for (int i = 0; i < 3; i++) {
            assertThat(network(nd4j)).usingComparatorWithPrecision(1e-4f).containsExactly(network(torch));
        }
    }

    @Test
    void bothEnginesComputeAtTheSameTime() throws ExecutionException, InterruptedException {
        var expected = network(torch);
        var executor = Executors.newFixedThreadPool(2);
        try {
            var runs = new ArrayList<Callable<float[]>>();
            for (int i = 0; i < 20; i++) {
                var engine = i % 2 == 0 ? nd4j : torch;
                runs.add(() -> network(engine));
            }
            for (var run : executor.invokeAll(runs)) {
                assertThat(run.get()).usingComparatorWithPrecision(1e-4f).containsExactly(expected);
            }
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void aGraphCanSpanBothEngines() {
        try (var scope = TensorScope.open()) {
            var x = Engines.with(torch, () -> Tensor.of(1f, 2, 3)).requiresGrad(true);

            var y = x.mul(x).to(nd4j);
            y.mul(y).sum().to(torch).backward();

            assertThat(y.engine()).isSameAs(nd4j);
            assertThat(x.grad().orElseThrow().engine()).isSameAs(torch);
            assertThat(x.grad().orElseThrow().toFloatArray()).containsExactly(4, 32, 108); // 4 x^3
        }
    }

    @Test
    void anOperationOnInputsOfBothEnginesIsRefused() {
        try (var scope = TensorScope.open()) {
            var ours = Engines.with(nd4j, () -> Tensor.of(1f));
            var theirs = Engines.with(torch, () -> Tensor.of(1f));

            assertThatThrownBy(() -> ours.add(theirs))
                    .isInstanceOf(VireoException.class)
                    .hasMessageContaining("nd4j")
                    .hasMessageContaining("torch");
        }
    }

    /** Runs products and a convolution large enough to use the threads of both OpenBLAS libraries. */
    private static float[] network(Engine engine) {
        return Engines.with(engine, () -> {
            try (var scope = TensorScope.open()) {
                var x = wave(128 * 128).reshape(128, 128);
                var image = x.matmul(x.transpose(0, 1)).div(128.0).reshape(1, 1, 128, 128);
                var maps = image.conv(VALID, wave(4 * 9).reshape(4, 1, 3, 3)).relu();
                return maps.mean(2, 3).softmax(1).toFloatArray();
            }
        });
    }

    private static Tensor wave(int length) {
        var values = new float[length];
        IntStream.range(0, length).forEach(i -> values[i] = (float) Math.sin(i));
        return Tensor.of(values, length);
    }
}
