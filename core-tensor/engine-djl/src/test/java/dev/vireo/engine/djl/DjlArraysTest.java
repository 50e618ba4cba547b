package dev.vireo.engine.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.vireo.tensor.ClosedTensorException;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.engine.Interchange;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DjlArraysTest {
    private TensorScope scope;
    private NDManager manager;

    @BeforeEach
    void open() {
        Engines.use("djl");
        scope = TensorScope.open();
        manager = ai.djl.engine.Engine.getEngine("PyTorch").newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
        scope.close();
    }

    /** Tensors own their arrays, so an entry per array in the manager would only cost time. */
    @Test
    void theEnginesOwnManagerListsNothing() {
        try (var tensor = Tensor.ones(3)) {
            var array = DjlTensor.array(Interchange.nativeOf(tensor));

            assertThat(array.getManager().getManagedArrays()).isEmpty();
        }
    }

    @Test
    void anAdoptedArrayBelongsToTheTensor() {
        var array = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2));

        var tensor = DjlArrays.adopt(array);

        assertThat(tensor.shape().toArray()).containsExactly(2, 2);
        assertThat(tensor.mul(tensor).toFloatArray()).containsExactly(1, 4, 9, 16);
        assertThat(manager.getManagedArrays()).isEmpty();
        manager.close();
        assertThat(tensor.toFloatArray()).containsExactly(1, 2, 3, 4);
        tensor.close();
        assertThat(((ai.djl.pytorch.engine.PtNDArray) array).isReleased()).isTrue();
    }

    @Test
    void anAdoptedArrayIsNotCopied() {
        var array = manager.zeros(new Shape(3));
        var alias = array.get(new ai.djl.ndarray.index.NDIndex(":"));

        var tensor = DjlArrays.adopt(array);
        tensor.assign(Tensor.of(5f, 6, 7));

        assertThat(alias.toFloatArray()).containsExactly(5, 6, 7);
    }

    @Test
    void aCopyDoesNotChangeTheArray() {
        var array = manager.create(new long[] {1, 2});

        var tensor = DjlArrays.copyOf(array);
        tensor.assign(tensor.mul(10));

        assertThat(tensor.dtype()).isEqualTo(DType.INT64);
        assertThat(tensor.toLongArray()).containsExactly(10, 20);
        assertThat(array.toLongArray()).containsExactly(1, 2);
        assertThat(manager.getManagedArrays()).hasSize(1);
    }

    @Test
    void anArraySharesATensorsMemoryAndOutlivesIt() {
        var tensor = Tensor.of(1f, 2, 3);

        var array = DjlArrays.array(tensor, manager);
        tensor.assign(Tensor.of(4f, 5, 6));
        tensor.close();

        assertThat(array.toFloatArray()).containsExactly(4, 5, 6);
        assertThat(array.getManager()).isSameAs(manager);
        assertThat(manager.getManagedArrays()).hasSize(1);
    }

    @Test
    void anArrayOfAnAdoptedTensorHasItsOwnMemory() {
        var tensor = DjlArrays.adopt(manager.create(new float[] {1, 2}));

        var array = DjlArrays.array(tensor, manager);
        tensor.close();

        assertThat(array.toFloatArray()).containsExactly(1, 2);
    }

    @Test
    void aTensorOfAnotherEngineIsCopied() {
        var tensor = Engines.with(
                Engines.named("reference"), () -> Tensor.of(1f, 2, 3).to(DType.FLOAT16));

        var array = DjlArrays.array(tensor, manager);

        assertThat(array.getDataType()).isEqualTo(DataType.FLOAT16);
        assertThat(array.toType(DataType.FLOAT32, false).toFloatArray()).containsExactly(1, 2, 3);
    }

    @Test
    void stridedViewsAreExchangedBothWays() {
        var tensor = DjlArrays.adopt(
                manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(2, 3)).transpose());
        assertThat(tensor.toFloatArray()).containsExactly(1, 4, 2, 5, 3, 6);

        var array = DjlArrays.array(Tensor.of(1f, 2, 3, 4).reshape(2, 2).transpose(0, 1), manager);
        assertThat(array.toFloatArray()).containsExactly(1, 3, 2, 4);
    }

    @Test
    void arraysRecordedByDjlsAutogradAreRefused() {
        var array = manager.ones(new Shape(2));
        array.setRequiresGradient(true);

        assertThatThrownBy(() -> DjlArrays.adopt(array))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("stopGradient()");
        assertThat(manager.getManagedArrays()).hasSize(1);
    }

    @Test
    void sparseArraysAreRefused() {
        var sparse =
                manager.createCoo(java.nio.FloatBuffer.wrap(new float[] {1}), new long[][] {{0}, {1}}, new Shape(2, 2));

        assertThatThrownBy(() -> DjlArrays.adopt(sparse))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("dense array");
    }

    @Test
    void everyTypeIsExchangedBothWays() {
        for (var dtype : List.of(
                DType.FLOAT64,
                DType.FLOAT32,
                DType.FLOAT16,
                DType.INT64,
                DType.INT32,
                DType.INT8,
                DType.UINT8,
                DType.BOOL)) {
            var array = DjlArrays.array(Tensor.of(0f, 1, 1).to(dtype), manager);
            var back = DjlArrays.adopt(array);

            assertThat(back.dtype()).isEqualTo(dtype);
            assertThat(back.to(DType.FLOAT32).toFloatArray()).as(dtype + "").containsExactly(0, 1, 1);
        }
    }

    @Test
    void aViewOfATensorIsExchangedWithoutACopy() {
        var tensor = Tensor.of(1f, 2, 3, 4, 5, 6).reshape(2, 3);

        var array = DjlArrays.array(tensor.slice(1, 1, 3), manager);
        tensor.assign(tensor.mul(10));

        assertThat(array.toFloatArray()).containsExactly(20, 30, 50, 60);
    }

    @Test
    void aTensorOutlivesTheManagerOfItsArray() {
        Tensor tensor;
        try (var inner = manager.newSubManager()) {
            tensor = DjlArrays.adopt(inner.ones(new Shape(2, 2)));
        }

        assertThat(tensor.add(tensor).toFloatArray()).containsExactly(2, 2, 2, 2);
    }

    @Test
    void closedTensorsAndArraysAreRefused() {
        var tensor = Tensor.of(1f);
        tensor.close();
        var array = manager.ones(new Shape(1));
        array.close();

        assertThatThrownBy(() -> DjlArrays.array(tensor, manager)).isInstanceOf(ClosedTensorException.class);
        assertThatThrownBy(() -> DjlArrays.adopt(array)).hasMessageContaining("released");
    }

    /** DJL's scopes close all arrays that are created inside them. */
    @Test
    void aScopeOfDjlDoesNotCloseTensorsOrTheirGraphs() {
        var weight = Tensor.of(1f, 2, 3, 4).reshape(1, 1, 2, 2).requiresGrad(true);
        Tensor sum;
        Tensor adopted;
        try (var djls = new NDScope()) {
            sum = weight.maxPool2d(2).sum();
            adopted = DjlArrays.adopt(manager.ones(new Shape(2)));
        }

        sum.backward();

        assertThat(sum.item()).isEqualTo(4);
        assertThat(adopted.toFloatArray()).containsExactly(1, 1);
        assertThat(weight.grad().orElseThrow().toFloatArray()).containsExactly(0, 0, 0, 1);
    }
}
