package dev.vireo.formats.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.engine.tck.sample.OpSample;
import dev.vireo.engine.tck.sample.OpSamples;
import dev.vireo.formats.onnx.OnnxModel;
import dev.vireo.formats.onnx.internal.translation.Translators;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.op.OpKeys;
import dev.vireo.tensor.op.Scan;
import dev.vireo.tensor.trace.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
                for (long size : sizes(sample)) {
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
            try (var trace = trace(sample, inputs, size)) {
                bytes = Exporter.model(trace).toByteArray();
            } catch (VireoException | IllegalArgumentException e) {
                return Optional.empty();
            }
            var wider = inputs.stream().map(input -> wider(input, size)).toList();
            var results = OperationsTest.applied(sample, wider);
            boolean tied = sample.op() instanceof Scan.TopK; // its indices may be those of any equal values
            var expected = tied ? results.subList(0, 1) : results;
            try (var model = OnnxModel.of(bytes)) {
                return Optional.of(OperationsTest.difference(model.run(wider).subList(0, expected.size()), expected)
                        .map(text -> sample + " where " + size + " varies: " + text)
                        .orElse(""));
            } catch (VireoException e) {
                return Optional.of(sample + " where " + size + " varies: " + e.getMessage());
            }
        }
    }

    private static Trace trace(OpSample sample, List<Tensor> inputs, long dynamic) {
        var recorder = Trace.recorder();
        for (int i = 0; i < inputs.size(); i++) {
            var names = Arrays.stream(inputs.get(i).shape().toArray())
                    .mapToObj(size -> size == dynamic ? "n" : "")
                    .toArray(String[]::new);
            recorder = recorder.input("x" + i, inputs.get(i), names);
        }
        return recorder.record(in -> OperationsTest.applied(sample, in));
    }

    private static Tensor wider(Tensor input, long size) {
        var result = input;
        for (int dim = 0; dim < input.shape().rank(); dim++) {
            if (input.shape().size(dim) == size) {
                result = Tensor.concat(dim, result, result, result.slice(dim, 0, 1));
            }
        }
        return result;
    }

    private static Set<Long> sizes(OpSample sample) {
        var sizes = new TreeSet<Long>();
        sample.inputs().forEach(input -> Arrays.stream(input.shape().toArray()).forEach(sizes::add));
        return sizes;
    }
}
