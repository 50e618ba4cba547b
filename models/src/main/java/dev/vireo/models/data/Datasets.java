package dev.vireo.models.data;

import java.nio.file.Path;

/** Data sets for training and testing networks. */
public final class Datasets {
    /** The value of the background's pixels in {@link #fashionMnist}: 0, normalized. */
    public static final float FASHION_MNIST_BACKGROUND = FashionMnist.BACKGROUND;

    private Datasets() {}

    /** UCI optical digits, bundled: 1,797 images {@code [1, 8, 8]} with values from 0 to 1, in ten classes. */
    public static TrainTest digits() {
        return Digits.load();
    }

    /**
     * Fashion-MNIST from the four IDX files of a folder, gzipped or not: 60,000 and 10,000 images {@code [1, 28, 28]},
     * normalized to mean 0 and standard deviation 1, in ten classes. (Xiao et al. 2017)
     *
     * @throws dev.vireo.tensor.VireoException if a file is missing, truncated or of another format
     */
    public static TrainTest fashionMnist(Path folder) {
        return FashionMnist.load(folder);
    }
}
