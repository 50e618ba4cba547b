package dev.vireo.engine.tck;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.Gap;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.engine.ResultSpecs;
import dev.vireo.tensor.op.Op;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Wraps an engine under test. Compares each kernel's results with the shape, type and device that the spec rules
 * predict. Kernels can be removed, so that the decompositions that replace them are tested too.
 */
public final class CheckedEngine extends ForwardingEngine {
    private final List<Device> devices;
    private final KernelTable rows;
    private final KernelTable checked;

    private CheckedEngine(Engine engine, List<Device> devices, KernelTable rows) {
        super(engine);
        this.devices = devices;
        this.rows = rows;
        this.checked = checked(rows);
    }

    /** Wraps an engine. */
    public static CheckedEngine of(Engine engine) {
        return new CheckedEngine(engine, engine.devices(), engine.kernels());
    }

    /** Returns the same engine with other kernels. */
    public CheckedEngine with(KernelTable others) {
        return new CheckedEngine(engine(), devices, others);
    }

    /** Returns the same engine on one device. */
    public CheckedEngine on(Device device) {
        return new CheckedEngine(engine(), List.of(device), rows);
    }

    /** Returns the same engine without fused gradients, so that rules and decompositions compute them. */
    public CheckedEngine withoutFusedGradients() {
        return with(rows.withoutFusedGradients());
    }

    /** Returns the same engine with only the kernels whose keys match. */
    public CheckedEngine only(Predicate<Object> keys) {
        return with(rows.only(keys));
    }

    /** Returns the same engine with other declared gaps. */
    public CheckedEngine withGaps(List<Gap> gaps) {
        return with(rows.withGaps(gaps));
    }

    @Override
    public List<Device> devices() {
        return devices;
    }

    @Override
    public KernelTable kernels() {
        return checked;
    }

    private KernelTable checked(KernelTable table) {
        return new KernelTable(
                table.forward().map(kernel -> checked(kernel)),
                table.gradients().map(gradient -> new CheckedGradient<>(gradient)),
                table.gaps());
    }

    private <O extends Op> Kernel<O> checked(Kernel<O> kernel) {
        return (op, inputs) -> {
            var expected = expected(op, inputs);
            var results = kernel.run(op, inputs);
            check(op, expected, results);
            return results;
        };
    }

    private List<TensorSpec> expected(Op op, NativeTensor[] inputs) {
        return ResultSpecs.of(op, Arrays.stream(inputs).map(this::spec).toList())
                .orElse(List.of());
    }

    private void check(Op op, List<TensorSpec> expected, NativeTensor[] results) {
        if (results.length < expected.size()) {
            throw new AssertionError(op + ": the kernel returned " + results.length + " results; expected the "
                    + expected.size() + " of its spec rule");
        }
        for (int i = 0; i < expected.size(); i++) {
            var actual = spec(results[i]);
            if (!actual.equals(expected.get(i))) {
                throw new AssertionError(op + ": the kernel's result " + i + " is " + actual
                        + ", the spec rule predicted " + expected.get(i));
            }
        }
    }

    /** Also checks the shapes of gradients. */
    private final class CheckedGradient<O extends Op> implements FusedGradient<O> {
        private final FusedGradient<O> gradient;

        private CheckedGradient(FusedGradient<O> gradient) {
            this.gradient = gradient;
        }

        @Override
        public Saved saved() {
            return gradient.saved();
        }

        @Override
        public StandIn standIn(int input) {
            return gradient.standIn(input);
        }

        @Override
        public NativeTensor[] forward(O op, NativeTensor[] inputs) {
            var expected = expected(op, inputs);
            var results = gradient.forward(op, inputs);
            check(op, expected, results);
            return results;
        }

        @Override
        public NativeTensor[] backward(O op, Tape tape, boolean[] needed) {
            return gradient.backward(op, tape, needed);
        }
    }
}
