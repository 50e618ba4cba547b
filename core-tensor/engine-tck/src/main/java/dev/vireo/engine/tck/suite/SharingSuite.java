package dev.vireo.engine.tck.suite;

import dev.vireo.engine.tck.sample.OpSample;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.Interchange;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.Update;
import dev.vireo.tensor.op.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Checks which results share memory with their inputs, for every memory layout and for decompositions too. Views always
 * do; reshapes do if the input is contiguous. All other results share memory neither with inputs nor with each other.
 */
public final class SharingSuite {
    private final Engine engine;

    /** Creates the suite for an engine. */
    public SharingSuite(Engine engine) {
        this.engine = engine;
    }

    /** Checks every operation in every layout. */
    public Stream<DynamicTest> writes() {
        return OpTests.of(
                SampleRunner.of(engine, DType.FLOAT64),
                sample -> sample.isFloating() && !(sample.op() instanceof Update),
                sample -> Arrays.stream(InputLayout.values())
                        .map(layout -> SampleRunner.of(engine, DType.FLOAT64).with(layout))
                        .flatMap(bench -> bench.run(() -> faults(bench, sample)).stream()));
    }

    private List<String> faults(SampleRunner bench, OpSample sample) {
        try (var off = Autograd.noGrad()) {
            var inputs = bench.tensors(sample);
            var results = Engines.run(sample.op(), inputs);
            if (!shares(sample.op(), inputs[0])) {
                return apart(bench, inputs, results);
            }
            var later = shifted(bench.tensor(sample.inputs().get(0)));
            inputs[0].assign(later);
            boolean seen = equal(results[0], Engines.run(sample.op(), later)[0]);
            return seen ? List.of() : List.of(bench.layout() + ": a write into the input does not change the result");
        }
    }

    private boolean shares(Op op, Tensor input) {
        boolean ifDense =
                op instanceof View.Reshape || op instanceof View.Flatten || op instanceof Conversion.Contiguous;
        return ifDense ? engine.isContiguous(Interchange.nativeOf(input)) : op instanceof View;
    }

    /** Writes into each tensor in turn and checks that the later ones do not change. */
    private static List<String> apart(SampleRunner bench, Tensor[] inputs, Tensor[] results) {
        var all = new ArrayList<Tensor>(Arrays.asList(inputs));
        all.addAll(Arrays.asList(results));
        var faults = new ArrayList<String>();
        for (int i = 0; i < all.size() - 1; i++) {
            var behind = all.subList(Math.max(inputs.length, i + 1), all.size());
            var before = behind.stream().map(Tensor::copy).toList();
            if (all.get(i).dtype().isFloating()) {
                all.get(i).assign(shifted(all.get(i)));
            }
            for (int k = 0; k < behind.size(); k++) {
                if (!equal(behind.get(k), before.get(k))) {
                    faults.add(bench.layout() + ": a write into tensor " + i + " changes "
                            + behind.get(k).spec());
                }
            }
        }
        return faults;
    }

    private static Tensor shifted(Tensor x) {
        return x.copy().add(1000);
    }

    private static boolean equal(Tensor a, Tensor b) {
        return Arrays.equals(a.toDoubleArray(), b.toDoubleArray());
    }
}
