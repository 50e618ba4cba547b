package dev.vireo.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class Nd4jArraysTest {
    private TensorScope scope;

    @BeforeEach
    void open() {
        Engines.use("nd4j");
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void anAdoptedArrayAndItsTensorShareWrites() {
        var array = Nd4j.create(new float[][] {{1, 2}, {3, 4}});

        var tensor = Nd4jArrays.adopt(array);
        array.putScalar(0, 0, 10);
        tensor.assign(tensor.mul(2));

        assertThat(tensor.shape().toArray()).containsExactly(2, 2);
        assertThat(tensor.toFloatArray()).containsExactly(20, 4, 6, 8);
        assertThat(array.toFloatMatrix()).isDeepEqualTo(new float[][] {{20, 4}, {6, 8}});
    }

    @Test
    void arraysOfAnyLayoutAreAdopted() {
        var columns = Nd4j.create(new float[] {1, 2, 3, 4, 5, 6}, new long[] {2, 3}, 'f');
        var part = Nd4j.arange(12)
                .castTo(DataType.FLOAT)
                .reshape(3, 4)
                .get(NDArrayIndex.point(1), NDArrayIndex.interval(1, 2, 4));

        assertThat(Nd4jArrays.adopt(columns).toFloatArray()).containsExactly(1, 3, 5, 2, 4, 6);
        assertThat(Nd4jArrays.adopt(columns.transpose()).toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(Nd4jArrays.adopt(part).toFloatArray()).containsExactly(5, 7);
        assertThat(Nd4jArrays.adopt(part).add(1.0).toFloatArray()).containsExactly(6, 8);
    }

    @Test
    void anAdoptedTensorsMemoryOutlivesTheArray() {
        var tensor = Nd4jArrays.adopt(Nd4j.ones(DataType.FLOAT, 1000));
        collectGarbage();

        assertThat(tensor.sum().item()).isEqualTo(1000);
    }

    @Test
    void aCopyDoesNotChangeTheArray() {
        var array = Nd4j.createFromArray(1L, 2L);

        var tensor = Nd4jArrays.copyOf(array);
        tensor.assign(tensor.mul(10));

        assertThat(tensor.dtype()).isEqualTo(DType.INT64);
        assertThat(tensor.toLongArray()).containsExactly(10, 20);
        assertThat(array.toLongVector()).containsExactly(1, 2);
    }

    @Test
    void anArraySharesATensorsMemoryAndOutlivesIt() {
        var tensor = Tensor.of(1f, 2, 3);

        var array = Nd4jArrays.array(tensor);
        tensor.assign(Tensor.of(4f, 5, 6));
        var part = array.get(NDArrayIndex.interval(1, 3));
        tensor.close();
        collectGarbage();
        Tensor.of(7f, 8, 9);

        assertThat(array.toFloatVector()).containsExactly(4, 5, 6);
        assertThat(part.toFloatVector()).containsExactly(5, 6);
    }

    @Test
    void anArrayOfAViewHasTheViewsOffset() {
        var tensor = Tensor.of(0f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).reshape(3, 4);

        var array = Nd4jArrays.array(tensor.transpose(0, 1).slice(0, 1, 3));

        assertThat(array.toFloatMatrix()).isDeepEqualTo(new float[][] {{1, 5, 9}, {2, 6, 10}});
        array.putScalar(0, 1, 50);
        assertThat(tensor.toFloatArray()).containsExactly(0, 1, 2, 3, 4, 50, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void aTensorOfAnotherEngineIsCopied() {
        var tensor = Engines.with(
                Engines.named("reference"), () -> Tensor.of(1f, 2, 3).to(DType.FLOAT16));

        var array = Nd4jArrays.array(tensor);

        assertThat(array.dataType()).isEqualTo(DataType.HALF);
        assertThat(array.toFloatVector()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void everyTypeIsExchangedBothWays(DType dtype) {
        var tensor = Tensor.of(0f, 1, 1, 0).to(dtype);

        var array = Nd4jArrays.array(tensor);
        var back = Nd4jArrays.adopt(array);

        assertThat(array.getDouble(2)).isEqualTo(1);
        assertThat(array.getDouble(3)).isZero();
        assertThat(back.dtype()).isEqualTo(dtype);
        assertThat(back.to(DType.FLOAT32).toFloatArray()).containsExactly(0, 1, 1, 0);
    }

    @Test
    void scalarsAndEmptyTensorsAreExchangedBothWays() {
        assertThat(Nd4jArrays.array(Tensor.of(3f).reshape()).getFloat()).isEqualTo(3);
        assertThat(Nd4jArrays.adopt(Nd4j.scalar(4f)).shape().rank()).isZero();
        assertThat(Nd4jArrays.array(Tensor.zeros(0, 3)).shape()).containsExactly(0, 3);
        assertThat(Nd4jArrays.adopt(Nd4j.create(DataType.FLOAT, 2, 0)).shape().toArray())
                .containsExactly(2, 0);
    }

    @Test
    void closedAndWorkspaceArraysAreRefused() {
        var closed = Nd4j.ones(2);
        closed.close();
        assertThatThrownBy(() -> Nd4jArrays.adopt(closed))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("closed");

        var configuration =
                WorkspaceConfiguration.builder().initialSize(1 << 16).build();
        try (var workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "test")) {
            var attached = Nd4j.ones(2);
            assertThatThrownBy(() -> Nd4jArrays.adopt(attached))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("detach()");
        }
        assertThatThrownBy(() -> Nd4jArrays.adopt(Nd4j.create(DataType.UINT32, 2)))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("UINT32");
    }

    @Test
    void gradientsFlowThroughAdoptedArrays() {
        var weight = Nd4jArrays.adopt(Nd4j.createFromArray(1f, 2f, 3f)).requiresGrad(true);

        weight.mul(weight).sum().backward();

        assertThat(Nd4jArrays.array(weight.grad().orElseThrow()).toFloatVector())
                .containsExactly(2, 4, 6);
    }

    /** ND4J frees unreachable arrays only after a garbage collection, on its own thread. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void collectGarbage() {
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.yield();
        }
    }
}
