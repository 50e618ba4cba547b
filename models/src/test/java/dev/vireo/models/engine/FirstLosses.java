package dev.vireo.models.engine;

import static dev.vireo.nn.loss.Losses.crossEntropy;

import dev.vireo.models.data.Datasets;
import dev.vireo.models.vision.SmallCnn;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.training.optimizer.AdamW;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Prints the first training losses of a network on an engine: {@code FirstLosses digits torch}. The first line is the
 * checksum of the initial weights; each further line is a loss.
 */
final class FirstLosses {
    static final int STEPS = 20;
    private static final long SEED = 42;
    private static final int BATCH = 64;
    private static final int DIGIT = 8;

    private FirstLosses() {}

    public static void main(String[] arguments) {
        Engines.use(arguments[1]);
        Generator.seeded(SEED).use();
        switch (arguments[0]) {
            case "digits" -> digits();
            case "transformer" -> transformer();
            default -> throw new IllegalArgumentException("digits or transformer, not " + arguments[0]);
        }
    }

    /** The recipe's network without dropout, because random numbers differ between engines. */
    private static void digits() {
        var data = Datasets.digits().train().shuffled(SEED);
        try (var net = new SmallCnn(DIGIT, 10);
                var optimizer = AdamW.of(1e-3).over(net.parameters());
                var loader = data.batches(BATCH)) {
            net.children().get("dropout").eval();
            System.out.println("weights " + checksum(net.namedParameters()));
            int steps = 0;
            for (var batch : loader) {
                if (steps++ == STEPS) {
                    return;
                }
                try (var step = TensorScope.open()) {
                    var loss = crossEntropy(net.call(batch.input()), batch.target());
                    loss.backward();
                    System.out.println(loss.item());
                    optimizer.step();
                }
            }
        }
    }

    private static void transformer() {
        try (var scope = TensorScope.open()) {
            var net = new TinyTransformer();
            System.out.println("weights " + checksum(net.parameters()));
            for (int i = 0; i < STEPS; i++) {
                System.out.println(net.step(i));
            }
        }
    }

    private static String checksum(Map<String, Tensor> parameters) {
        var sum = new CRC32();
        parameters.forEach((name, values) -> {
            for (float value : values.toFloatArray()) {
                int bits = Float.floatToIntBits(value);
                for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                    sum.update(bits >>> shift);
                }
            }
        });
        return Long.toHexString(sum.getValue());
    }
}
