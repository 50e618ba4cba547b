package dev.vireo.engine.tck;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.Failure;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.Gap;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.engine.ResultSpecs;
import dev.vireo.tensor.engine.Streams;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import java.nio.Buffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An engine under test. Each result that a kernel returns is held against the shape, type and device that Vireo told its
 * user before the kernel ran; and rows can be taken away, so that what stands in for a kernel is tested too.
 */
public final class CheckedEngine implements Engine {
    private final Engine engine;
    private final List<Device> devices;
    private final KernelTable rows;
    private final KernelTable checked;

    private CheckedEngine(Engine engine, List<Device> devices, KernelTable rows) {
        this.engine = engine;
        this.devices = devices;
        this.rows = rows;
        this.checked = checked(rows);
    }

    public static CheckedEngine of(Engine engine) {
        return new CheckedEngine(engine, engine.devices(), engine.kernels());
    }

    /** The same engine with other kernels. */
    public CheckedEngine with(KernelTable others) {
        return new CheckedEngine(engine, devices, others);
    }

    /** The same engine on one device. */
    public CheckedEngine on(Device device) {
        return new CheckedEngine(engine, List.of(device), rows);
    }

    /** The same engine, whose gradients come from rules and decompositions only. */
    public CheckedEngine withoutFusedGradients() {
        return with(rows.withoutFusedGradients());
    }

    /** The same engine with some kernels only. */
    public CheckedEngine only(Predicate<Object> keys) {
        return with(rows.only(keys));
    }

    /** The same kernels, of which other gaps are declared. */
    public CheckedEngine withGaps(List<Gap> gaps) {
        return with(rows.withGaps(gaps));
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public List<Device> devices() {
        return devices;
    }

    @Override
    public KernelTable kernels() {
        return checked;
    }

    @Override
    public void enterThread() {
        engine.enterThread();
    }

    @Override
    public Optional<Streams> streams(Device device) {
        return engine.streams(device);
    }

    @Override
    public NativeTensor allocate(TensorSpec spec) {
        return engine.allocate(spec);
    }

    @Override
    public void copyIn(NativeTensor target, long offset, Buffer source) {
        engine.copyIn(target, offset, source);
    }

    @Override
    public void copyOut(NativeTensor source, long offset, Buffer target) {
        engine.copyOut(source, offset, target);
    }

    @Override
    public boolean isContiguous(NativeTensor tensor) {
        return engine.isContiguous(tensor);
    }

    @Override
    public TensorSpec spec(NativeTensor tensor) {
        return engine.spec(tensor);
    }

    @Override
    public void synchronize(Device device) {
        engine.synchronize(device);
    }

    @Override
    public void threads(int count) {
        engine.threads(count);
    }

    @Override
    public Failure failure(RuntimeException thrown) {
        return engine.failure(thrown);
    }

    @Override
    public Map<String, String> diagnosis() {
        return engine.diagnosis();
    }

    private KernelTable checked(KernelTable table) {
        var builder = KernelTable.of(engine.name() + " under test");
        for (var key : OpKeys.all()) {
            var kernel = table.forward().at(key);
            if (kernel != null) {
                add(builder, key, checked(kernel));
            }
            var gradient = table.gradients().at(key);
            if (gradient != null) {
                add(builder, key, new CheckedGradient<>(gradient));
            }
        }
        return builder.build().withGaps(table.gaps());
    }

    private <O extends Op> Kernel<O> checked(Kernel<O> kernel) {
        return (op, inputs) -> {
            var expected = expected(op, inputs);
            var results = kernel.run(op, inputs);
            check(op, expected, results);
            return results;
        };
    }

    @SuppressWarnings("unchecked") // the key and its row belong together
    private static <O extends Op> void add(KernelTable.Builder builder, Object key, Kernel<?> kernel) {
        if (key instanceof Op constant) {
            builder.kernel((O) constant, (Kernel<O>) kernel);
        } else {
            builder.kernel((Class<O>) key, (Kernel<O>) kernel);
        }
    }

    @SuppressWarnings("unchecked")
    private static <O extends Op> void add(KernelTable.Builder builder, Object key, FusedGradient<?> gradient) {
        if (key instanceof Op constant) {
            builder.gradient((O) constant, (FusedGradient<O>) gradient);
        } else {
            builder.gradient((Class<O>) key, (FusedGradient<O>) gradient);
        }
    }

    private List<TensorSpec> expected(Op op, NativeTensor[] inputs) {
        return ResultSpecs.of(op, Arrays.stream(inputs).map(engine::spec).toList())
                .orElse(List.of());
    }

    private void check(Op op, List<TensorSpec> expected, NativeTensor[] results) {
        if (results.length < expected.size()) {
            throw new AssertionError(op + ": the kernel returned " + results.length + " results, not the "
                    + expected.size() + " of its spec rule");
        }
        for (int i = 0; i < expected.size(); i++) {
            var actual = engine.spec(results[i]);
            if (!actual.equals(expected.get(i))) {
                throw new AssertionError(op + ": the kernel's result " + i + " is " + actual
                        + ", the spec rule promised " + expected.get(i));
            }
        }
    }

    /** Checks the shapes of gradients too. */
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
