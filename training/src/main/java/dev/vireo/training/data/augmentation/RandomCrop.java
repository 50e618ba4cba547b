package dev.vireo.training.data.augmentation;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.data.Batch;
import dev.vireo.training.data.Transform;

/**
 * Cuts a window of {@code [1, C, height, width]} at a random place out of the input image {@code [1, C, H, W]}, after
 * padding it with zeros on all sides, as torchvision's {@code RandomCrop}. With a window of the image's own size, the image
 * is shifted by up to {@code padding} pixels in each direction.
 *
 * @param height of the window in pixels
 * @param width of the window in pixels
 * @param padding pixels added on each side first, 0 or more
 */
public record RandomCrop(int height, int width, int padding) implements Transform {
    /** Refuses an empty window and negative padding. */
    public RandomCrop {
        if (height < 1 || width < 1 || padding < 0) {
            throw new IllegalArgumentException("RandomCrop: a window of " + height + " x " + width + " with padding "
                    + padding + "; expected sizes of 1 or more and padding of 0 or more");
        }
    }

    /** Without padding. */
    public static RandomCrop of(int height, int width) {
        return new RandomCrop(height, width, 0);
    }

    @Override
    public Batch apply(Batch sample, Generator random) {
        var image = padded(Images.requireImage("RandomCrop", sample.input()));
        long rows = image.shape().size(2) - height;
        long columns = image.shape().size(3) - width;
        if (rows < 0 || columns < 0) {
            throw new VireoException("RandomCrop: the image " + sample.input().shape() + " with padding " + padding
                    + " is smaller than the window of " + height + " x " + width);
        }
        long top = random.nextBelow(rows + 1);
        long left = random.nextBelow(columns + 1);
        return sample.withInput(image.slice(2, top, top + height).slice(3, left, left + width));
    }

    private Tensor padded(Tensor image) {
        var sides = Dims.of(0, 0, padding, padding);
        return padding == 0 ? image : image.pad(sides, sides, 0);
    }
}
