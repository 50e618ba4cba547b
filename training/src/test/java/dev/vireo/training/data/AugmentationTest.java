package dev.vireo.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.training.data.augmentation.RandomCrop;
import dev.vireo.training.data.augmentation.RandomHorizontalFlip;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Augmentation depends only on the seed, the pass and the sample. */
final class AugmentationTest {
    private static final int SAMPLES = 23;
    private static final Transform AUGMENT = new RandomHorizontalFlip(0.5).then(new RandomCrop(5, 4, 1));

    private final Dataset images = images();
    private long tensors;

    @BeforeEach
    void countTensors() {
        tensors = Memory.of(Device.CPU).tensors();
    }

    @AfterEach
    void checkThatAllTensorsAreFreed() {
        assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(tensors);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void isTheSameForAnyNumberOfWorkers(int workers) {
        var expected = samples(images.map(AUGMENT).shuffled(3).batches(4).workers(0), 2, 0);
        for (int run = 0; run < 5; run++) {
            assertThat(samples(images.map(AUGMENT).shuffled(3).batches(4).workers(workers), 2, 0))
                    .isEqualTo(expected);
        }
    }

    @Test
    void isTheSameForAnyBatchSizeAndOrder() {
        var expected = samples(images.map(AUGMENT).batches(4).seed(3), 2, 0);
        assertThat(samples(images.map(AUGMENT).batches(7).seed(3), 2, 0)).isEqualTo(expected);
        assertThat(samples(images.map(AUGMENT).shuffled(3).batches(4), 2, 0)).isEqualTo(expected);
        var places = new int[] {20, 3, 11};
        var some = samples(images.map(AUGMENT).subset(places).batches(2).seed(3), 2, 0);
        assertThat(expected).containsAllEntriesOf(some);
    }

    @Test
    void differsByPassSeedAndSample() {
        var first = samples(images.map(AUGMENT).shuffled(3).batches(4), 0, 0);
        assertThat(first).isNotEqualTo(samples(images.map(AUGMENT).shuffled(3).batches(4), 1, 0));
        assertThat(first).isNotEqualTo(samples(images.map(AUGMENT).shuffled(4).batches(4), 0, 0));
        var draws = new HashSet<Double>();
        var recording = images.map((sample, random) -> {
            synchronized (draws) {
                draws.add(random.nextDouble());
            }
            return sample;
        });
        samples(recording.batches(4), 0, 0);
        assertThat(draws).hasSize(SAMPLES);
    }

    /** A run that is resumed in the middle of an epoch continues in the middle of a pass. */
    @Test
    void continuesInTheMiddleOfAPass() {
        var loader = images.map(AUGMENT).shuffled(3).batches(4).mapBatches(AugmentationTest::drawn);
        var whole = samples(loader, 5, 0);
        LoaderPass.Position position;
        try (var pass = loader.pass(5)) {
            pass.next();
            pass.next();
            position = pass.position();
        }
        assertThat(position).isEqualTo(new LoaderPass.Position(5, 2));
        var rest = samples(loader.workers(1), position.pass(), position.nextBatch());
        assertThat(rest).hasSize(SAMPLES - 8);
        assertThat(whole).containsAllEntriesOf(rest);
    }

    @Test
    void twoTransformsDrawDifferentNumbers() {
        var draws = new HashSet<Double>();
        Transform recording = (sample, random) -> {
            draws.add(random.nextDouble());
            return sample;
        };
        samples(
                images.map(recording)
                        .map(recording)
                        .batches(4)
                        .mapBatches(recording)
                        .workers(0),
                0,
                0);
        assertThat(draws).hasSize(2 * SAMPLES + 6);
    }

    /** Random tensor operations in transforms and data sets use the thread's current generator. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void theCurrentGeneratorIsDerivedTooAndTheCallersUntouched(int workers) {
        var noisy = new Dataset() {
            @Override
            public int size() {
                return SAMPLES;
            }

            @Override
            public Batch gather(int... places) {
                return images.gather(places)
                        .withInput(images.gather(places).input().dropout(0.5));
            }
        };
        Transform dropping = (sample, random) -> sample.withInput(sample.input().dropout(0.2));
        long before = Generator.current().state();
        var values = samples(noisy.map(dropping).batches(4).seed(1).workers(workers), 1, 0);
        assertThat(Generator.current().state()).isEqualTo(before);
        assertThat(values)
                .isEqualTo(samples(noisy.map(dropping).batches(4).seed(1).workers(2), 1, 0));
        assertThat(values)
                .isNotEqualTo(samples(noisy.map(dropping).batches(4).seed(1).workers(2), 2, 0));
    }

    @Test
    void flipMirrorsAndCropCuts() {
        try (var scope = TensorScope.open()) {
            var image = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 1, 2, 3);
            var sample = new Batch(image, Tensor.of(0L));
            var random = Generator.seeded(1);
            assertThat(new RandomHorizontalFlip(1).apply(sample, random).input().toFloatArray())
                    .containsExactly(3, 2, 1, 6, 5, 4);
            assertThat(new RandomHorizontalFlip(0).apply(sample, random).input().toFloatArray())
                    .containsExactly(1, 2, 3, 4, 5, 6);
            var windows = IntStream.range(0, 200)
                    .mapToObj(i -> Arrays.toString(
                            RandomCrop.of(1, 2).apply(sample, random).input().toIntArray()))
                    .distinct();
            assertThat(windows).containsExactlyInAnyOrder("[1, 2]", "[2, 3]", "[4, 5]", "[5, 6]");
            var shifts = IntStream.range(0, 400)
                    .mapToObj(i -> Arrays.toString(new RandomCrop(2, 3, 1)
                            .apply(sample, random)
                            .input()
                            .toIntArray()))
                    .distinct()
                    .toList();
            assertThat(shifts).hasSize(9).contains("[0, 0, 0, 0, 1, 2]", "[1, 2, 3, 4, 5, 6]", "[5, 6, 0, 0, 0, 0]");
        }
    }

    @Test
    void invalidImagesAndSettingsAreRefused() {
        assertThatThrownBy(() -> new RandomHorizontalFlip(1.5)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> new RandomCrop(0, 3, 0)).hasMessageContaining("0 x 3");
        try (var scope = TensorScope.open()) {
            var flat = new Batch(Tensor.ones(1, 4), Tensor.of(0L));
            assertThatThrownBy(() -> new RandomHorizontalFlip(1).apply(flat, Generator.seeded(0)))
                    .hasMessage("RandomHorizontalFlip: the input is [1, 4]; expected images [N, C, H, W]");
            var small = new Batch(Tensor.ones(1, 1, 4, 4), Tensor.of(0L));
            assertThatThrownBy(() -> RandomCrop.of(5, 4).apply(small, Generator.seeded(0)))
                    .hasMessageContaining("[1, 1, 4, 4]");
        }
    }

    /** Images {@code [3, 5, 4]} of different values. The target of each is its index. */
    private static Dataset images() {
        var values = new float[SAMPLES * 3 * 5 * 4];
        for (int i = 0; i < values.length; i++) {
            values[i] = i + 1;
        }
        return new LabelledDataset(
                new Samples(values, Shape.of(3, 5, 4)),
                IntStream.range(0, SAMPLES).toArray());
    }

    /** Adds a random number below 1, which differs between generators. */
    private static Batch drawn(Batch batch, Generator random) {
        return batch.withInput(batch.input().add(Tensor.of((float) random.nextDouble())));
    }

    /** Runs one pass and returns a map from the label of each sample to its input. */
    private static Map<Long, String> samples(DataLoader loader, long pass, int firstBatch) {
        var found = new HashMap<Long, String>();
        try (var batches = loader.pass(pass, firstBatch)) {
            while (batches.hasNext()) {
                var batch = batches.next();
                var labels = batch.target().toLongArray();
                for (int i = 0; i < labels.length; i++) {
                    try (var scope = TensorScope.open()) {
                        found.put(
                                labels[i],
                                Arrays.toString(batch.sample(i).input().toFloatArray()));
                    }
                }
            }
        }
        return found;
    }
}
