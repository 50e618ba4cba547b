package dev.vireo.training;

import static dev.vireo.nn.convolution.ConvOptions.kernel;

import dev.vireo.engine.tck.ResidentMemory;
import dev.vireo.nn.Flatten;
import dev.vireo.nn.Layer;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.activation.ReLU;
import dev.vireo.nn.convolution.Conv2d;
import dev.vireo.nn.loss.Losses;
import dev.vireo.nn.normalization.BatchNorm2d;
import dev.vireo.nn.pooling.MaxPool2d;
import dev.vireo.nn.regularization.Dropout;
import dev.vireo.tensor.Autocast;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.autograd.Recomputation;
import dev.vireo.training.optimizer.AdamW;

/**
 * Trains a small convolutional network for the given number of steps. After every 500 steps it prints a line with the
 * step, the resident memory in KiB, and the numbers of tensors, bytes and leaks. It runs in its own process with a heap
 * of fixed size, so that all growth is native memory.
 */
final class SoakRun {
    static final int EVERY = 500;

    private static final int BATCH = 32;

    private final Generator data = Generator.seeded(3);
    private final float[] pixels = new float[BATCH * 16 * 16];
    private final long[] classes = new long[BATCH];

    private SoakRun() {}

    public static void main(String[] arguments) {
        new SoakRun().run(Integer.parseInt(arguments[0]));
    }

    private void run(int steps) {
        Generator.seeded(1).use();
        var features = new Sequential(
                new Conv2d(1, 8, kernel(3).padding(1)),
                new BatchNorm2d(8),
                new ReLU(),
                new MaxPool2d(2),
                new Conv2d(8, 16, kernel(3).padding(1)),
                new ReLU(),
                new MaxPool2d(2),
                new Dropout(0.1));
        try (var net = new Sequential(features, new Flatten(), new Linear(16 * 4 * 4, 10));
                var optimizer = AdamW.of(1e-3).over(net.parameters())) {
            for (int step = 1; step <= steps; step++) {
                optimizer.learningRate(1e-3 * (1 + Math.cos(Math.PI * step / steps)));
                train(net, features, step);
                optimizer.step();
                if (step % EVERY == 0) {
                    report(step);
                }
            }
        }
    }

    /**
     * Computes gradients in a different way in each step: plainly, in mixed precision, with recomputation, and after a
     * call that fails.
     */
    private void train(Layer net, Layer features, int step) {
        try (var scope = TensorScope.open()) {
            draw();
            var images = Tensor.of(pixels, BATCH, 1, 16, 16);
            var labels = Tensor.of(classes, BATCH);
            switch (step % 4) {
                case 0 -> {
                    try (var autocast = Autocast.open(DType.BFLOAT16)) {
                        Losses.crossEntropy(net.call(images), labels).backward();
                    }
                }
                case 1 ->
                    Losses.crossEntropy(Recomputation.run(net::call, images), labels)
                            .backward();
                case 2 -> {
                    fail(net, labels);
                    Losses.crossEntropy(net.call(images), labels).backward();
                }
                default -> Losses.crossEntropy(net.call(images), labels).backward();
            }
            try (var off = Autograd.noGrad()) {
                features.call(images).mean().item();
            }
        }
    }

    private static void fail(Layer net, Tensor labels) {
        try {
            net.call(labels); // of a wrong shape and type
            throw new AssertionError("labels went through a convolution");
        } catch (dev.vireo.tensor.VireoException expected) {
            return;
        }
    }

    private void draw() {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) data.nextDouble();
        }
        for (int i = 0; i < classes.length; i++) {
            classes[i] = data.nextBelow(10);
        }
    }

    private static void report(int step) {
        var memory = Memory.of(Device.CPU);
        System.out.println(step + " " + ResidentMemory.kib() + " " + memory.tensors() + " " + memory.bytes() + " "
                + Memory.leaks());
    }
}
