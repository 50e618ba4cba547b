package dev.vireo.engine.torch;

import dev.vireo.engine.tck.ForwardingEngine;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Op;

/** libtorch with some kernels or gradients replaced by a test. */
final class FaultyEngine extends ForwardingEngine {
    private final KernelTable kernels;

    private FaultyEngine(Engine torch, KernelTable kernels) {
        super(torch);
        this.kernels = kernels;
    }

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
    public KernelTable kernels() {
        return kernels;
    }
}
