package dev.vireo.tensor.internal.argument;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.PerThread;
import dev.vireo.tensor.internal.dispatch.Notifications;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Converts numbers to scalar tensors, so that {@code x.mul(2.0)} is a product of two tensors. Each thread caches the
 * scalars that it used last.
 */
public final class ScalarTensors {
    private static final int CAPACITY = 512;
    private static final PerThread<ScalarTensors> CURRENT = PerThread.of(ScalarTensors::new);

    private final Map<Key, Tensor> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Tensor> eldest) {
            if (size() > CAPACITY) {
                eldest.getValue().close();
                return true;
            }
            return false;
        }
    };

    private record Key(double value, DType dtype, Device device, Engine engine) {
        Tensor tensor() {
            return Engines.with(engine, () -> Tensor.full(new TensorSpec(Shape.SCALAR, dtype, device), value));
        }
    }

    private ScalarTensors() {}

    /** Returns a number as a scalar of the tensor's type if that type can represent it, else of float32. */
    public static Tensor like(Tensor tensor, double value) {
        var dtype = tensor.dtype();
        boolean fits = dtype.isFloating() || dtype.isIntegral() && value == Math.rint(value);
        var type = fits ? dtype : value == Math.rint(value) ? DType.INT64 : DType.FLOAT32;
        var key = new Key(value, type, tensor.device(), tensor.engine());
        if (Notifications.needsEveryOp()) {
            return key.tensor();
        }
        var cache = CURRENT.get().known;
        var constant = cache.get(key);
        if (constant == null) {
            constant = key.tensor();
            cache.put(key, TENSORS.own(constant));
        }
        return constant;
    }
}
