package dev.vireo.engine.tck.trace;

import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Records traces on the reference engine, and closes them. */
abstract class OnReferenceEngine {
    private final List<Trace> traces = new ArrayList<>();
    private TensorScope scope;

    @BeforeEach
    void open() {
        Engines.use("reference");
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        traces.forEach(Trace::close);
        scope.close();
    }

    /** Closes a trace after the test. */
    final Trace kept(Trace trace) {
        traces.add(trace);
        return trace;
    }

    /** {@code [2, 3]}. */
    static Tensor sample() {
        return Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    }

    /** The trace of a function of {@link #sample}. */
    final Trace recorded(UnaryOperator<Tensor> function) {
        return recorded(function, "");
    }

    /** The trace of a function of {@link #sample} whose dimensions have these names. */
    final Trace recorded(UnaryOperator<Tensor> function, String... dims) {
        return kept(Trace.recorder().input("x", sample(), dims).record(in -> List.of(function.apply(in.get(0)))));
    }
}
