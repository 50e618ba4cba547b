package dev.vireo.engine.torch;

import dev.vireo.engine.torch.internal.kernel.CreationKernels;
import dev.vireo.engine.torch.internal.kernel.half.HalfSpeed;
import dev.vireo.engine.torch.internal.library.InputSizes;
import dev.vireo.engine.torch.internal.library.LibtorchGradMode;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.engine.torch.internal.library.Types;
import dev.vireo.engine.torch.internal.settings.BlasThreads;
import dev.vireo.engine.torch.internal.settings.Cuda;
import dev.vireo.engine.torch.internal.settings.Installation;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.HostBuffers;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeFailure;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.engine.Streams;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** libtorch on CPU and CUDA. */
final class TorchEngine implements Engine {
    private static final Logger LOG = LoggerFactory.getLogger(TorchEngine.class);

    private final HalfSpeed halfSpeed = HalfSpeed.measured();
    private final KernelTable kernels;
    private final List<Device> devices;
    private final Optional<Streams> streams;

    TorchEngine() {
        threads(threadsByDefault());
        kernels = TorchKernels.table(halfSpeed);
        devices = present();
        streams = hasCuda() ? Optional.of(new TorchStreams()) : Optional.empty();
        if (!hasCuda() && Installation.here().hasGpuNatives()) {
            LOG.info("CUDA is {}; computing on the CPU", Cuda.missing(Installation.here()));
        }
    }

    @Override
    public String name() {
        return "torch";
    }

    @Override
    public List<Device> devices() {
        return devices;
    }

    @Override
    public KernelTable kernels() {
        return kernels;
    }

    /** Turns off libtorch's autograd on this thread, because Vireo has its own tape. */
    @Override
    public void enterThread() {
        LibtorchGradMode.never();
    }

    @Override
    public NativeTensor allocate(TensorSpec spec) {
        return TorchTensor.of(CreationKernels.empty(spec));
    }

    @Override
    public void copyIn(NativeTensor target, long offset, Buffer source) {
        var part = HostBuffers.check("copyIn", this, target, offset, source);
        HostBuffers.write(source, memory(TorchTensor.unwrap(target), part), part.dtype());
    }

    @Override
    public void copyOut(NativeTensor source, long offset, Buffer target) {
        var part = HostBuffers.check("copyOut", this, source, offset, target);
        HostBuffers.read(memory(TorchTensor.unwrap(source), part), target, part.dtype());
    }

    @Override
    public boolean isContiguous(NativeTensor tensor) {
        return TorchTensor.unwrap(tensor).is_contiguous();
    }

    @Override
    public TensorSpec spec(NativeTensor tensor) {
        var value = TorchTensor.unwrap(tensor);
        try (var device = value.device()) {
            return new TensorSpec(
                    Shape.of(InputSizes.of(value).values()), Types.dtype(value.scalar_type()), Types.device(device));
        }
    }

    @Override
    public void synchronize(Device device) {
        if (device.isCuda()) {
            torch.cuda_synchronize(device.index());
        }
    }

    @Override
    public Optional<Streams> streams(Device device) {
        return device.isCuda() ? streams : Optional.empty();
    }

    @Override
    public void threads(int count) {
        torch.set_num_threads(count);
        BlasThreads.use(count);
    }

    @Override
    public NativeFailure failure(RuntimeException thrown) {
        return TorchFailure.of(thrown);
    }

    @Override
    public boolean usesNativeHeap() {
        return true;
    }

    @Override
    public Map<String, String> diagnosis() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("libtorch", String.valueOf(Tensor.class.getPackage().getImplementationVersion()));
        facts.put("javacpp", String.valueOf(Loader.class.getPackage().getImplementationVersion()));
        facts.put("devices", devices().toString());
        facts.put("threads", Integer.toString(torch.get_num_threads()));
        facts.put("bfloat16", halfSpeed.describe(ScalarType.BFloat16));
        facts.put("float16", halfSpeed.describe(ScalarType.Half));
        facts.put("cuda", hasCuda() ? "available" : Cuda.missing(Installation.here()));
        try (var config = torch.show_config()) {
            config.getString()
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("- "))
                    .filter(line -> !line.startsWith("- Build settings"))
                    .forEach(line -> facts.put(fact(line), line.substring(2)));
        }
        return facts;
    }

    /** The devices at the start of the process; CUDA does not detect devices that are added later. */
    private static List<Device> present() {
        var cuda = IntStream.range(0, (int) torch.cuda_device_count()).mapToObj(Device::cuda);
        return Stream.concat(Stream.of(Device.CPU), cuda).toList();
    }

    private boolean hasCuda() {
        return devices.size() > 1;
    }

    private static String fact(String line) {
        return line.contains("BLAS") || line.contains("LAPACK")
                ? "blas"
                : line.contains("oneDNN") || line.contains("MKL-DNN")
                        ? "onednn"
                        : line.contains("CPU capability") ? "cpu" : line.contains("OpenMP") ? "openmp" : "build";
    }

    /** The user's setting for OpenMP, else one thread per core. */
    private static int threadsByDefault() {
        var set = System.getenv("OMP_NUM_THREADS");
        return set != null && set.matches("[1-9]\\d{0,3}")
                ? Integer.parseInt(set)
                : Runtime.getRuntime().availableProcessors();
    }

    /** Returns the memory of some elements as a buffer. */
    private static ByteBuffer memory(Tensor tensor, HostBuffers.Part part) {
        if (!tensor.is_cpu()) {
            throw new EngineException("only tensors on the CPU are read and written directly; move it with to(CPU)");
        }
        var bytes = new BytePointer(tensor.data_ptr());
        return bytes.position(part.byteOffset())
                .limit(part.byteOffset() + part.byteCount())
                .asByteBuffer();
    }
}
