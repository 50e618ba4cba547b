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

    /**
     * Creates an engine.
     *
     * @param name the name, as in {@code VIREO_ENGINE}
     * @param tables the kernels, usually one table per family of operations
     */
    protected StridedEngine(String name, KernelTable... tables) {
        this.name = name;
        var all = KernelTable.of(name);
        for (var table : tables) {
            all.all(table);
        }
        kernels = all.build();
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
