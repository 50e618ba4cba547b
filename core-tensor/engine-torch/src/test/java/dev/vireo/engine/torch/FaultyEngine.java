package dev.vireo.engine.torch;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.Failure;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Op;
import java.nio.Buffer;
import java.util.List;
import java.util.Map;

/** libtorch with some kernels or gradients of the test's own in place of the true ones. */
record FaultyEngine(Engine torch, KernelTable kernels) implements Engine {
    static <O extends Op> FaultyEngine with(Engine torch, Class<O> type, Kernel<O> kernel) {
        var table = KernelTable.of("faulty")
                .all(torch.kernels().only(key -> key != type))
                .kernel(type, kernel)
                .build();
        return new FaultyEngine(torch, table);
    }

    static <O extends Op> FaultyEngine with(Engine torch, O op, FusedGradient<O> gradient) {
        var whole = torch.kernels();
        var rest = new KernelTable(whole.forward(), whole.gradients().only(key -> key != op.key()), whole.gaps());
        return new FaultyEngine(
                torch, KernelTable.of("faulty").all(rest).gradient(op, gradient).build());
    }

    @Override
    public String name() {
        return "faulty";
    }

    @Override
    public List<Device> devices() {
        return torch.devices();
    }

    @Override
    public NativeTensor allocate(TensorSpec spec) {
        return torch.allocate(spec);
    }

    @Override
    public void copyIn(NativeTensor target, long offset, Buffer source) {
        torch.copyIn(target, offset, source);
    }

    @Override
    public void copyOut(NativeTensor source, long offset, Buffer target) {
        torch.copyOut(source, offset, target);
    }

    @Override
    public boolean isContiguous(NativeTensor tensor) {
        return torch.isContiguous(tensor);
    }

    @Override
    public TensorSpec spec(NativeTensor tensor) {
        return torch.spec(tensor);
    }

    @Override
    public void synchronize(Device device) {
        torch.synchronize(device);
    }

    @Override
    public void threads(int count) {
        torch.threads(count);
    }

    @Override
    public Failure failure(RuntimeException thrown) {
        return torch.failure(thrown);
    }

    @Override
    public Map<String, String> diagnosis() {
        return torch.diagnosis();
    }
}
