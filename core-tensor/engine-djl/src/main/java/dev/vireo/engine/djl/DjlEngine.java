package dev.vireo.engine.djl;

import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.HostBuffers;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeFailure;
import dev.vireo.tensor.engine.NativeTensor;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * DJL's PyTorch engine on the CPU. All arrays belong to one DJL manager, which does not list them; each array is owned
 * by its tensor.
 */
final class DjlEngine implements Engine {
    private static final String NOT_MAPPED = "DJL's native code does not support this type and would abort the process";
    private static final Pattern OUT_OF_MEMORY = Pattern.compile("can't allocate memory.*?tried to allocate (\\d+)");

    private final PtNDManager manager;
    private final KernelTable kernels;

    private DjlEngine(PtNDManager manager) {
        DjlInternals.unlist(manager);
        var creator = new Creator(manager);
        this.manager = manager;
        this.kernels = KernelTable.of("djl")
                .all(ElementwiseKernels.table())
                .all(CreationKernels.table(creator))
                .all(ReductionKernels.table())
                .all(ScanKernels.table(creator))
                .all(ViewKernels.table())
                .all(IndexingKernels.table(creator))
                .all(NetworkKernels.table(creator))
                .all(PoolingKernels.table(creator))
                .all(UpdateKernels.table(creator))
                .gap(DType.BFLOAT16, NOT_MAPPED)
                .gap(DType.INT16, NOT_MAPPED)
                .build();
    }

    /** Loads libtorch from the jars. */
    static DjlEngine load() {
        try {
            return new DjlEngine(
                    (PtNDManager) ai.djl.engine.Engine.getEngine("PyTorch").newBaseManager(ai.djl.Device.cpu()));
        } catch (ai.djl.engine.EngineException e) {
            throw new EngineException(
                    "engine 'djl': DJL cannot load its libtorch: " + e.getMessage()
                            + "; put ai.djl.pytorch:pytorch-native-cpu and ai.djl.pytorch:pytorch-jni of this platform"
                            + " on the classpath",
                    e);
        }
    }

    PtNDManager manager() {
        return manager;
    }

    @Override
    public String name() {
        return "djl";
    }

    @Override
    public List<Device> devices() {
        return List.of(Device.CPU);
    }

    @Override
    public KernelTable kernels() {
        return kernels;
    }

    @Override
    public NativeTensor allocate(TensorSpec spec) {
        if (spec.device().isMeta()) {
            return new MetaTensor(spec);
        }
        return DjlTensor.of(JniUtils.createEmptyNdArray(
                manager, Creator.shape(spec.shape()), Types.of(spec.dtype()), ai.djl.Device.cpu(), SparseFormat.DENSE));
    }

    @Override
    public void copyIn(NativeTensor target, long offset, Buffer source) {
        var part = HostBuffers.check("copyIn", this, target, offset, source);
        withMemory(target, part, memory -> HostBuffers.write(source, memory, part.dtype()));
    }

    @Override
    public void copyOut(NativeTensor source, long offset, Buffer target) {
        var part = HostBuffers.check("copyOut", this, source, offset, target);
        withMemory(source, part, memory -> HostBuffers.read(memory, target, part.dtype()));
    }

    @Override
    public boolean isContiguous(NativeTensor tensor) {
        return tensor instanceof MetaTensor || DjlInternals.isContiguous(DjlTensor.array(tensor));
    }

    @Override
    public TensorSpec spec(NativeTensor tensor) {
        return tensor instanceof MetaTensor meta ? meta.spec() : DjlTensor.spec(DjlTensor.array(tensor));
    }

    @Override
    public void threads(int count) {
        JniUtils.setNumThreads(count);
    }

    @Override
    public NativeFailure failure(RuntimeException thrown) {
        var failure = NativeFailure.of(thrown);
        var asked = OUT_OF_MEMORY.matcher(failure.reason());
        return asked.find()
                ? NativeFailure.outOfMemory(failure.reason(), OptionalLong.of(Long.parseLong(asked.group(1))))
                : failure;
    }

    @Override
    public boolean usesNativeHeap() {
        return true;
    }

    @Override
    public Map<String, String> diagnosis() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("djl", ai.djl.engine.Engine.getDjlVersion());
        facts.put("libtorch", LibUtils.getVersion() + " in " + LibUtils.getLibtorchPath());
        facts.put("devices", devices().toString());
        facts.put("threads", Integer.toString(JniUtils.getNumThreads()));
        facts.put("features", String.join(", ", JniUtils.getFeatures()));
        facts.put("cuda", "not by this engine");
        return facts;
    }

    /** Accesses a dense array's elements through a view, because a buffer is limited to 2^31 - 1 bytes. */
    private static void withMemory(NativeTensor tensor, HostBuffers.Part part, Consumer<ByteBuffer> use) {
        if (part.count() == 0) {
            return;
        }
        try (var row = JniUtils.reshape(DjlTensor.array(tensor), new long[] {-1});
                var elements = JniUtils.slice(row, 0, part.offset(), part.end(), 1)) {
            use.accept(JniUtils.getByteBuffer(elements, true));
        }
    }
}
