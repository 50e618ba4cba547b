package dev.vireo.benchmarks.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Trains a small network on one batch of 28 x 28 images, starting from the same weights for all contenders: conv 3x3 to
 * 32 channels, ReLU, max pool 2, conv 3x3 to 64, ReLU, max pool 2, linear to 10 classes, mean cross entropy, Adam.
 */
public final class Cnn {
    /** The number of images in a batch. */
    public static final int BATCH = 64;

    /** The height and width of an image, which has one channel. */
    public static final int SIDE = 28;

    /** The number of classes. */
    public static final int CLASSES = 10;

    /** The number of input features of the last layer: 64 channels of 7 x 7. */
    public static final int FEATURES = 64 * 7 * 7;

    /** The learning rate. */
    public static final double LEARNING_RATE = 1e-4;
    /** Adam's decay rate of the first moment. */
    public static final double BETA1 = 0.9;
    /** Adam's decay rate of the second moment. */
    public static final double BETA2 = 0.999;
    /** The value that Adam adds to the denominator. */
    public static final double EPS = 1e-8;

    /** The number of steps that contenders run and compare before they are measured. */
    public static final int CHECKED_STEPS = 3;

    private static final long SEED = 17;
    private static final double TOLERANCE = 1e-4;

    /** The loss before each step's update. */
    private static final double[] LOSSES = {2.308588, 2.300315, 2.292633};

    /**
     * A layer's parameter, row-major. The name begins with the layer's index in the network.
     *
     * @param name the name, beginning with the layer's index
     * @param shape the sizes
     * @param values the elements in row-major order
     */
    public record Parameter(String name, long[] shape, float[] values) {}

    private Cnn() {}

    /** Images {@code [64, 1, 28, 28]}, uniform in [0, 1). */
    public static float[] images() {
        var random = new Random(SEED);
        var images = new float[BATCH * SIDE * SIDE];
        for (int i = 0; i < images.length; i++) {
            images[i] = random.nextFloat();
        }
        return images;
    }

    /** The class of each image. */
    public static long[] labels() {
        return new Random(SEED + 1).longs(BATCH, 0, CLASSES).toArray();
    }

    /** Initial weights and biases of each layer, uniform in (-1 / sqrt(fanIn), 1 / sqrt(fanIn)). */
    public static List<Parameter> parameters() {
        var random = new Random(SEED + 2);
        var all = new ArrayList<Parameter>();
        add(all, random, "0", 32, 1, 3, 3);
        add(all, random, "3", 64, 32, 3, 3);
        add(all, random, "7", CLASSES, FEATURES);
        return all;
    }

    /**
     * Compares the losses of the first steps, each computed before the update, with the expected ones.
     *
     * @throws IllegalStateException if a loss differs by more than 1e-4
     */
    public static void requireLosses(double... losses) {
        for (int i = 0; i < LOSSES.length; i++) {
            if (losses.length != LOSSES.length || !(Math.abs(losses[i] - LOSSES[i]) <= TOLERANCE)) {
                throw new IllegalStateException("the losses of the first steps are " + Arrays.toString(losses)
                        + "; expected " + Arrays.toString(LOSSES) + " within " + TOLERANCE);
            }
        }
    }

    private static void add(List<Parameter> all, Random random, String layer, long out, long... in) {
        long fanIn = Arrays.stream(in).reduce(1, Math::multiplyExact);
        var shape = new long[in.length + 1];
        shape[0] = out;
        System.arraycopy(in, 0, shape, 1, in.length);
        all.add(new Parameter(layer + ".weight", shape, uniform(random, out * fanIn, fanIn)));
        all.add(new Parameter(layer + ".bias", new long[] {out}, uniform(random, out, fanIn)));
    }

    private static float[] uniform(Random random, long count, long fanIn) {
        var values = new float[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) / Math.sqrt(fanIn));
        }
        return values;
    }
}
