package dev.vireo.formats.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.engine.tck.sample.OpSample;
import dev.vireo.engine.tck.sample.OpSamples;
import dev.vireo.engine.tck.sample.SampleTraces;
import dev.vireo.formats.onnx.OnnxModel;
import dev.vireo.formats.onnx.internal.translation.Translators;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.op.OpKeys;
import dev.vireo.tensor.op.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Exports every operation with one dynamic size. Either ONNX Runtime's results for another size equal libtorch's, or
 * the export is refused.
 */
final class OperationSizesTest {
    /** The number of samples of each operation. */
    private static final int SAMPLES = 4;

    @Test
    void aModelIsCorrectForOtherSizes() {
        var right = new TreeSet<String>();
        var wrong = new ArrayList<String>();
        for (var key : OpKeys.all()) {
            var samples = Translators.table().has(key) ? OpSamples.table().require(key) : List.<OpSample>of();
            samples.stream().filter(OperationsTest::isRun).limit(SAMPLES).forEach(sample -> {
                for (long size : SampleTraces.sizes(sample)) {
                    difference(sample, size)
                            .ifPresent(text ->
                                    (text.isEmpty() ? right : wrong).add(text.isEmpty() ? OpKeys.name(key) : text));
                }
            });
        }
        assertThat(wrong).isEmpty();
        assertThat(right).hasSizeGreaterThan(100);
    }

    /**
     * Describes the difference for another size, as an empty text if there is none. Returns an empty optional if the
     * export refuses the dynamic size.
     */
    private static Optional<String> difference(OpSample sample, long size) {
        try (var scope = TensorScope.open()) {
            var inputs = OperationsTest.inputs(sample);
            byte[] bytes;
            try (var trace = SampleTraces.record(sample, inputs, size)) {
                bytes = Exporter.model(trace).toByteArray();
            } catch (VireoException | IllegalArgumentException e) {
                return Optional.empty();
            }
            var larger = SampleTraces.enlarged(inputs, size);
            var results = sample.run(larger);
            boolean tied = sample.op() instanceof Scan.TopK; // its indices may be those of any equal values
            var expected = tied ? results.subList(0, 1) : results;
            try (var model = OnnxModel.of(bytes)) {
                return Optional.of(OperationsTest.difference(model.run(larger).subList(0, expected.size()), expected)
                        .map(text -> sample + " where " + size + " varies: " + text)
                        .orElse(""));
            } catch (VireoException e) {
                return Optional.of(sample + " where " + size + " varies: " + e.getMessage());
            }
        }
    }
}
