package dev.vireo.engine.tck;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeFailure;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.engine.Streams;
import java.nio.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Forwards all calls to another engine. Tests override some of them. */
public abstract class ForwardingEngine implements Engine {
    private final Engine engine;

    /** Forwards calls to an engine. */
    protected ForwardingEngine(Engine engine) {
        this.engine = engine;
    }

    /** The engine that calls are forwarded to. */
    protected final Engine engine() {
        return engine;
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public List<Device> devices() {
        return engine.devices();
    }

    @Override
    public KernelTable kernels() {
        return engine.kernels();
    }

    @Override
    public void enterThread() {
        engine.enterThread();
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
    public Optional<Streams> streams(Device device) {
        return engine.streams(device);
    }

    @Override
    public void threads(int count) {
        engine.threads(count);
    }

    @Override
    public NativeFailure failure(RuntimeException thrown) {
        return engine.failure(thrown);
    }

    @Override
    public boolean usesNativeHeap() {
        return engine.usesNativeHeap();
    }

    @Override
    public Map<String, String> diagnosis() {
        return engine.diagnosis();
    }
}
