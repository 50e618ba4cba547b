package dev.vireo.engine.torch.internal.library;

import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A random generator for one draw, starting from a given seed.
 *
 * @param get the generator, as an argument of libtorch
 */
public record Seeded(GeneratorOptional get) implements AutoCloseable {
    /** Creates a generator for draws on the tensor's device. */
    public static Seeded of(long seed, Tensor beside) {
        try (var generator = beside.is_cuda() ? cuda(seed, beside) : torch.createCPUGenerator(seed)) {
            return new Seeded(new GeneratorOptional(generator));
        }
    }

    private static Generator cuda(long seed, Tensor beside) {
        try (var device = beside.device()) {
            var generator =
                    torch.globalContext().defaultGenerator(device).clone(); // the default one is not ours to seed
            generator.set_current_seed(seed);
            return generator;
        }
    }

    @Override
    public void close() {
        get.close();
    }
}
