package dev.vireo.engine.torch.internal.kernel.half;

import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.NativeTensor;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The types of an operation's inputs: a residual without native memory, which backward needs to cast gradients. */
record InputTypes(List<ScalarType> types) implements NativeTensor {
    static InputTypes of(NativeTensor[] inputs) {
        return new InputTypes(Stream.of(inputs)
                .map(input -> TorchTensor.unwrap(input).scalar_type())
                .toList());
    }

    /** Casts the gradients of the inputs to the inputs' types. */
    NativeTensor[] narrow(NativeTensor[] gradients, boolean[] needed) {
        var results = new NativeTensor[gradients.length];
        for (int i = 0; i < results.length; i++) {
            if (needed[i]) {
                results[i] = WideTensors.narrow(gradients[i], types.get(i));
            }
        }
        return results;
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public void close() {}
}
