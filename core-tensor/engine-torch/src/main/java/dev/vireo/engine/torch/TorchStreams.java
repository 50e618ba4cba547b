package dev.vireo.engine.torch;

import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.engine.torch.internal.library.Types;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.engine.Streams;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.pytorch.DeviceGuardImplInterface;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.EventFlag;

/**
 * libtorch's streams and events on CUDA, accessed through the interface of all its devices ({@code
 * c10::impl::DeviceGuardImplInterface}), so that no class of the CUDA presets is needed. Kernels run in the thread's
 * current stream. Copies run in one stream per device from libtorch's pool.
 */
final class TorchStreams implements Streams {
    private static final MemoryFormatOptional ANY_FORMAT = new MemoryFormatOptional();
    private static final boolean NON_BLOCKING = true;

    private final DeviceGuardImplInterface cuda = torch.getDeviceGuardImpl(DeviceType.CUDA);
    private final Map<Device, Stream> copyStreams = new ConcurrentHashMap<>();

    @Override
    public NativeTensor pin(NativeTensor host) {
        try (var dense = TorchTensor.unwrap(host).contiguous()) {
            return TorchTensor.of(dense.pin_memory());
        }
    }

    /** libtorch allocates the copy from the memory of the current stream. */
    @Override
    public NativeTensor copy(NativeTensor pinned, Device device) {
        var source = TorchTensor.unwrap(pinned);
        try (var target = Types.device(device);
                var before = cuda.exchangeStream(copyStream(device))) {
            try {
                return TorchTensor.of(source.to(target, source.scalar_type(), NON_BLOCKING, true, ANY_FORMAT));
            } finally {
                cuda.exchangeStream(before).close();
            }
        }
    }

    @Override
    public Event record(Device device) {
        var event = new CudaEvent(device);
        try {
            cuda.record(event.place, copyStream(device), (byte) device.index(), EventFlag.PYTORCH_DEFAULT);
            return event;
        } catch (RuntimeException e) {
            event.close();
            throw e;
        }
    }

    private Stream copyStream(Device device) {
        return copyStreams.computeIfAbsent(device, any -> {
            try (var target = Types.device(device)) {
                return cuda.getStreamFromGlobalPool(target);
            }
        });
    }

    /** Memory for the event's address. libtorch creates the event when it is recorded, and writes the address there. */
    private final class CudaEvent implements Event {
        private final Device device;
        private final PointerPointer<Pointer> place = new PointerPointer<Pointer>(1).put(0, (Pointer) null);

        CudaEvent(Device device) {
            this.device = device;
        }

        @Override
        public void block(NativeTensor... used) {
            try (var target = Types.device(device);
                    var computing = cuda.getStream(target)) {
                cuda.block(event(), computing);
                for (var each : used) {
                    recordStream(TorchTensor.unwrap(each), computing);
                }
            }
        }

        @Override
        public boolean isDone() {
            return cuda.queryEvent(event());
        }

        @Override
        public void synchronize() {
            cuda.synchronizeEvent(event());
        }

        @Override
        public void close() {
            cuda.destroyEvent(event(), (byte) device.index());
            place.close();
        }

        private Pointer event() {
            return place.get(0);
        }
    }

    /** Empty tensors belong to no stream. */
    private static void recordStream(Tensor tensor, Stream stream) {
        if (tensor.numel() > 0) {
            tensor.record_stream(stream);
        }
    }
}
