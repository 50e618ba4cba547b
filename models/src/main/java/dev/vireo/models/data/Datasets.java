package dev.vireo.models.data;

import java.nio.file.Path;

/** The data sets that Vireo knows by name. */
public final class Datasets {
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
