package dev.vireo.training.data;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.Transfer;
import java.util.LinkedHashMap;
import java.util.List;

/** A batch on its way to a device. Closing it frees the memory of the transfer, but not the batch that has arrived. */
record SentBatch(List<String> names, Transfer transfer) implements AutoCloseable {
    /** Starts to copy a batch; its own tensors may be closed when this returns. */
    static SentBatch send(Batch batch, Device device) {
        var tensors = batch.tensors().values().toArray(Tensor[]::new);
        return new SentBatch(List.copyOf(batch.tensors().keySet()), Transfer.start(device, tensors));
    }

    /** Returns the batch on the device, owned by the current scope. May be called once. */
    Batch arrive() {
        var arrived = transfer.arrive();
        var byName = new LinkedHashMap<String, Tensor>();
        for (int i = 0; i < names.size(); i++) {
            byName.put(names.get(i), arrived.get(i));
        }
        return new Batch(byName);
    }

    @Override
    public void close() {
        transfer.close();
    }
}
