package dev.vireo.models.vision;

import static dev.vireo.nn.convolution.ConvOptions.kernel;

import dev.vireo.nn.Layer;
import dev.vireo.nn.Linear;
import dev.vireo.nn.convolution.Conv2d;
import dev.vireo.nn.normalization.BatchNorm2d;
import dev.vireo.nn.regularization.Dropout;
import dev.vireo.tensor.Tensor;

/** Three convolutions and a linear head for small grey images: {@code [N, 1, size, size]} to logits {@code [N, classes]}. */
public final class SmallCnn extends Layer {
    private static final int FIRST = 32;
    private static final int SECOND = 64;
    private static final int THIRD = 128;

    private final Conv2d conv1 =
            child("conv1", new Conv2d(1, FIRST, kernel(3).padding(1).withoutBias()));
    private final BatchNorm2d norm1 = child("norm1", new BatchNorm2d(FIRST));
    private final Conv2d conv2 =
            child("conv2", new Conv2d(FIRST, SECOND, kernel(3).padding(1).withoutBias()));
    private final BatchNorm2d norm2 = child("norm2", new BatchNorm2d(SECOND));
    private final Conv2d conv3 =
            child("conv3", new Conv2d(SECOND, THIRD, kernel(3).padding(1).withoutBias()));
    private final BatchNorm2d norm3 = child("norm3", new BatchNorm2d(THIRD));
    private final Dropout dropout = child("dropout", new Dropout(0.25));
    private final Linear head;

    /**
     * A network with new weights.
     *
     * @param size height and width of the images, a multiple of 4
     * @param classes the number of logits
     */
    public SmallCnn(int size, int classes) {
        head = child("head", new Linear((long) THIRD * (size / 4) * (size / 4), classes));
    }

    /** Images {@code [N, 1, size, size]} to logits {@code [N, classes]}. */
    @Override
    public Tensor forward(Tensor x) {
        x = norm1.call(conv1.call(x)).relu().maxPool2d(2); // [N, 32, size / 2, size / 2]
        x = norm2.call(conv2.call(x)).relu().maxPool2d(2); // [N, 64, size / 4, size / 4]
        x = norm3.call(conv3.call(x)).relu(); // [N, 128, size / 4, size / 4]
        return head.call(dropout.call(x.flatten(1)));
    }
}
