package dev.vireo.engine.reference;

import dev.vireo.engine.support.StridedEngine;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.HostBuffers;
import dev.vireo.tensor.engine.NativeTensor;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/** Computes floating types in float64, integral ones in int64, and rounds or wraps each result to the type that it has. */
final class ReferenceEngine extends StridedEngine {
    ReferenceEngine() {
        super(
                "reference",
                ElementwiseKernels.table(),
                CreationKernels.table(),
                ReductionKernels.table(),
                ViewKernels.table(),
                IndexingKernels.table(),
                ProductKernels.table());
    }

    @Override
    public NativeTensor allocate(TensorSpec spec) {
        return ReferenceTensor.allocate(spec);
    }

    @Override
    public void copyIn(NativeTensor target, long offset, Buffer source) {
        var part = HostBuffers.check("copyIn", this, target, offset, source);
        var tensor = ReferenceTensor.of(target);
        var memory = ByteBuffer.allocate(Math.toIntExact(part.byteCount()));
        HostBuffers.write(source, memory, part.dtype());
        memory.rewind().order(ByteOrder.nativeOrder());
        Numbers.decode(memory, part.dtype(), tensor.memory(), tensor.start() + (int) part.offset());
    }

    @Override
    public void copyOut(NativeTensor source, long offset, Buffer target) {
        var part = HostBuffers.check("copyOut", this, source, offset, target);
        var tensor = ReferenceTensor.of(source);
        var memory = ByteBuffer.allocate(Math.toIntExact(part.byteCount())).order(ByteOrder.nativeOrder());
        Numbers.encode(tensor.memory(), tensor.start() + (int) part.offset(), part.dtype(), memory);
        HostBuffers.read(memory.rewind(), target, part.dtype());
    }

    @Override
    public Map<String, String> diagnosis() {
        return Map.of("arithmetic", "float64 and int64 in plain Java, rounded to the result's type");
    }
}
