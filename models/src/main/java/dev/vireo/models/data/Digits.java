package dev.vireo.models.data;

import dev.vireo.tensor.Shape;
import dev.vireo.training.data.LabelledDataset;
import dev.vireo.training.data.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** UCI optical digits, bundled: 1,797 images {@code [1, 8, 8]} with values from 0 to 1, in ten classes. */
final class Digits {
    private static final Shape IMAGE = Shape.of(1, 8, 8);
    private static final int CLASSES = 10;
    private static final int TEST_EVERY = 5;

    private Digits() {}

    /** Reads the images. The split is fixed: every fifth image of each class is for testing. */
    static TrainTest load() {
        var train = new ArrayList<int[]>();
        var test = new ArrayList<int[]>();
        var seen = new int[CLASSES];
        for (var row : rows()) {
            int label = row[row.length - 1];
            (++seen[label] % TEST_EVERY == 0 ? test : train).add(row);
        }
        return new TrainTest(dataset(train), dataset(test));
    }

    private static List<int[]> rows() {
        var file = Objects.requireNonNull(Digits.class.getResourceAsStream("digits.csv.gz"));
        try (var reader =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.US_ASCII))) {
            return reader.lines().map(Digits::row).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled digits cannot be read", e);
        }
    }

    private static int[] row(String line) {
        var parts = line.split(",", -1);
        var row = new int[parts.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = (int) Double.parseDouble(parts[i]);
        }
        return row;
    }

    private static LabelledDataset dataset(List<int[]> rows) {
        int width = (int) IMAGE.elements();
        var features = new float[rows.size() * width];
        var labels = new int[rows.size()];
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < width; j++) {
                features[i * width + j] = rows.get(i)[j] / 16f;
            }
            labels[i] = rows.get(i)[width];
        }
        return new LabelledDataset(new Samples(features, IMAGE), labels);
    }
}
