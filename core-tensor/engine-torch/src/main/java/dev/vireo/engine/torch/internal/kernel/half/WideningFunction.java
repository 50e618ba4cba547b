package dev.vireo.engine.torch.internal.kernel.half;

import dev.vireo.tensor.op.Op;
import java.util.function.BiFunction;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Runs a function of libtorch tensors in float32 where the CPU has only naive matrix products for a half type. If libtorch
 * records the function, it records the casts too.
 *
 * @param <O> the type of the operation
 * @param function computes the results of an operation
 * @param speed tells which matrix products are naive
 */
public record WideningFunction<O extends Op>(BiFunction<O, Tensor[], Tensor[]> function, HalfSpeed speed)
        implements BiFunction<O, Tensor[], Tensor[]> {
    @Override
    public Tensor[] apply(O op, Tensor[] inputs) {
        return speed.isNaive(ProductKind.ONEDNN, inputs[0])
                ? narrow(applyWide(op, inputs), inputs[0].scalar_type())
                : function.apply(op, inputs);
    }

    private Tensor[] applyWide(O op, Tensor[] inputs) {
        try (var wide = new WideTensors()) {
            var copies = new Tensor[inputs.length];
            for (int i = 0; i < copies.length; i++) {
                copies[i] = wide.of(inputs[i]);
            }
            return function.apply(op, copies);
        }
    }

    private static Tensor[] narrow(Tensor[] wide, ScalarType type) {
        var results = new Tensor[wide.length];
        for (int i = 0; i < results.length; i++) {
            results[i] = WideTensors.narrow(wide[i], type);
        }
        return results;
    }
}
