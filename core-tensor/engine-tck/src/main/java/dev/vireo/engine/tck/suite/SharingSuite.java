package dev.vireo.engine.tck.suite;

import dev.vireo.engine.tck.sample.Sample;
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
 * Who sees a write: views look at the memory of their input in whatever layout, also where they decompose; reshapes where
 * it is dense; all other results share nothing, neither with inputs nor with one another.
 */
public final class SharingSuite {
    private final Engine engine;

    public SharingSuite(Engine engine) {
        this.engine = engine;
    }

    /** Every operation in every layout. */
    public Stream<DynamicTest> writes() {
        return OpTests.of(
                Bench.of(engine, DType.FLOAT64),
                sample -> sample.isFloating() && !(sample.op() instanceof Update),
                sample -> Arrays.stream(Layout.values())
                        .map(layout -> Bench.of(engine, DType.FLOAT64).with(layout))
                        .flatMap(bench -> bench.run(() -> faults(bench, sample)).stream()));
    }

    private List<String> faults(Bench bench, Sample sample) {
        try (var off = Autograd.noGrad()) {
            var inputs = bench.tensors(sample);
            var results = Engines.run(sample.op(), inputs);
            if (!shares(sample.op(), inputs[0])) {
                return apart(bench, inputs, results);
            }
            var later = shifted(bench.tensor(sample.inputs().get(0)));
            inputs[0].assign(later);
            boolean seen = equal(results[0], Engines.run(sample.op(), later)[0]);
            return seen ? List.of() : List.of(bench.layout() + ": a write into the input does not reach the result");
        }
    }

    private boolean shares(Op op, Tensor input) {
        boolean ifDense =
                op instanceof View.Reshape || op instanceof View.Flatten || op instanceof Conversion.Contiguous;
        return ifDense ? engine.isContiguous(Interchange.nativeOf(input)) : op instanceof View;
    }

    /** Writes into one after the other and looks at those behind. */
    private static List<String> apart(Bench bench, Tensor[] inputs, Tensor[] results) {
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
                    faults.add(bench.layout() + ": a write into tensor " + i + " reaches "
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
