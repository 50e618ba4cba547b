package dev.vireo.training;

import dev.vireo.nn.Block;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.engine.Engine;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The networks of a run by their names in checkpoints; the first one is called {@code model}. */
record Networks(Map<String, Block> byName) {
    static final String MODEL = "model";

    Networks {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    static Networks of(Block net) {
        return new Networks(Map.of(MODEL, net));
    }

    Networks with(String name, Block net) {
        var more = new LinkedHashMap<>(byName);
        if (more.put(name, net) != null) {
            throw new VireoException("network: there are two networks '" + name + "'; expected different names");
        }
        return new Networks(more);
    }

    Collection<Block> all() {
        return byName.values();
    }

    void train() {
        all().forEach(Block::train);
    }

    /** Runs work with all networks in evaluation mode. */
    <T> T inEvalMode(Supplier<T> work) {
        var inner = work;
        for (var net : all()) {
            var last = inner;
            inner = () -> net.inEvalMode(last);
        }
        return inner.get();
    }

    /** The engine of the first parameter or buffer; the thread's if there are none. */
    Engine engine() {
        return all().stream()
                .flatMap(Networks::tensors)
                .findFirst()
                .map(Tensor::engine)
                .orElseGet(Engines::current);
    }

    /** The device of the first parameter or buffer; the CPU if there are none. */
    Device device() {
        return all().stream()
                .flatMap(Networks::tensors)
                .findFirst()
                .map(Tensor::device)
                .orElse(Device.CPU);
    }

    /** All parameters: those of the first network under their own names, those of others behind the network's name. */
    Map<String, Tensor> namedParameters() {
        var named = new LinkedHashMap<String, Tensor>();
        byName.forEach((name, net) -> net.namedParameters()
                .forEach((path, tensor) -> named.put(name.equals(MODEL) ? path : name + "." + path, tensor)));
        return named;
    }

    /** All parameters, each once. */
    List<Tensor> parameters() {
        var once = Collections.<Tensor>newSetFromMap(new IdentityHashMap<>());
        return namedParameters().values().stream().filter(once::add).toList();
    }

    /** All buffers: the tensors that networks save besides their parameters. */
    List<Tensor> buffers() {
        var parameters = Collections.<Tensor>newSetFromMap(new IdentityHashMap<>());
        parameters.addAll(parameters());
        return all().stream()
                .flatMap(Networks::tensors)
                .filter(each -> !parameters.contains(each))
                .toList();
    }

    private static java.util.stream.Stream<Tensor> tensors(Block net) {
        return net.stateDict().values().stream();
    }
}
