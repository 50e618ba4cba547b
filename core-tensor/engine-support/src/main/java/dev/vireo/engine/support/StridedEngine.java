package dev.vireo.engine.support;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.engine.StridedTensor;
import java.util.List;

/** The common part of engines whose tensors are {@link StridedTensor}s: arrays with strides that Vireo computes. */
public abstract class StridedEngine implements Engine {
    private final String name;
    private final KernelTable kernels;

    /** An engine with a name, as {@code VIREO_ENGINE} gives it, and its kernels. */
    protected StridedEngine(String name, KernelTable kernels) {
        this.name = name;
        this.kernels = kernels;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final KernelTable kernels() {
        return kernels;
    }

    /** The CPU. */
    @Override
    public List<Device> devices() {
        return List.of(Device.CPU);
    }

    @Override
    public final boolean isContiguous(NativeTensor tensor) {
        return ((StridedTensor) tensor).layout().isDense();
    }

    @Override
    public final TensorSpec spec(NativeTensor tensor) {
        return ((StridedTensor) tensor).spec();
    }
}
