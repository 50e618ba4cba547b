package dev.vireo.engine.nd4j;

import dev.vireo.engine.support.StridedEngine;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.HostBuffers;
import dev.vireo.tensor.engine.NativeTensor;
import java.nio.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;

/** Computes with ND4J's native library: on the CPU or, with its GPU backend, on the first GPU. */
final class Nd4jEngine extends StridedEngine {
    Nd4jEngine() {
        super(
                "nd4j",
                ElementwiseKernels.table(),
                CreationKernels.table(),
                ReductionKernels.table(),
                ViewKernels.table(),
                IndexingKernels.table(),
                ProductKernels.table());
    }

    @Override
    public List<Device> devices() {
        return NativeLibrary.GPUS == 0 ? List.of(Device.CPU) : List.of(Device.CPU, Device.cuda(0));
    }

    @Override
    public NativeTensor allocate(TensorSpec spec) {
        return Nd4jTensor.allocate(spec);
    }

    @Override
    public void copyIn(NativeTensor target, long offset, Buffer source) {
        var part = HostBuffers.check("copyIn", this, target, offset, source);
        if (part.count() > 0) {
            Nd4jTensor.of(target)
                    .write(part.offset(), part.byteCount(), memory -> HostBuffers.write(source, memory, part.dtype()));
        }
    }

    @Override
    public void copyOut(NativeTensor source, long offset, Buffer target) {
        var part = HostBuffers.check("copyOut", this, source, offset, target);
        if (part.count() > 0) {
            HostBuffers.read(Nd4jTensor.of(source).bytes(part.offset(), part.byteCount()), target, part.dtype());
        }
    }

    @Override
    public void synchronize(Device device) {
        // each kernel has finished when it returns
    }

    @Override
    public void threads(int count) {
        NativeLibrary.NATIVE.setOmpNumThreads(count);
        Nd4j.getEnvironment().setMaxThreads(count);
        Nd4j.getEnvironment().setMaxMasterThreads(count);
        openblas_nolapack.blas_set_num_threads(count);
    }

    @Override
    public Map<String, String> diagnosis() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("devices", devices().toString());
        facts.put("threads", Integer.toString(NativeLibrary.NATIVE.ompGetMaxThreads()));
        facts.put("cuda", NativeLibrary.GPUS == 0 ? Backends.missing() : "available");
        facts.put("build", String.join(", ", NativeLibrary.NATIVE.buildInfo().split("\n")));
        return facts;
    }
}
