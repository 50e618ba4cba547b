package dev.vireo.engine.torch.internal.library;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.TensorSpec;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Vireo's types and devices in libtorch's terms, each native object made once. */
public final class Types {
    private static final Map<DType, ScalarType> SCALAR_TYPES = new EnumMap<>(Map.of(
            DType.FLOAT64, ScalarType.Double,
            DType.FLOAT32, ScalarType.Float,
            DType.FLOAT16, ScalarType.Half,
            DType.BFLOAT16, ScalarType.BFloat16,
            DType.INT64, ScalarType.Long,
            DType.INT32, ScalarType.Int,
            DType.INT16, ScalarType.Short,
            DType.INT8, ScalarType.Char,
            DType.UINT8, ScalarType.Byte,
            DType.BOOL, ScalarType.Bool));
    private static final Map<TypeAndDevice, TensorOptions> OPTIONS = new ConcurrentHashMap<>();
    private static final Map<DType, ScalarTypeOptional> OPTIONAL_TYPES = new ConcurrentHashMap<>();
    public static final ScalarTypeOptional SAME = new ScalarTypeOptional();

    private record TypeAndDevice(DType dtype, Device device) {}

    private Types() {}

    public static ScalarType scalarType(DType dtype) {
        var type = SCALAR_TYPES.get(dtype);
        if (type == null) {
            throw new AssertionError(dtype);
        }
        return type;
    }

    public static DType dtype(ScalarType type) {
        return SCALAR_TYPES.entrySet().stream()
                .filter(entry -> entry.getValue() == type.intern())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("libtorch's type " + type + " has no counterpart"))
                .getKey();
    }

    public static ScalarTypeOptional optional(DType dtype) {
        return OPTIONAL_TYPES.computeIfAbsent(dtype, type -> new ScalarTypeOptional(scalarType(type)));
    }

    public static TensorOptions options(TensorSpec spec) {
        return OPTIONS.computeIfAbsent(new TypeAndDevice(spec.dtype(), spec.device()), Types::make);
    }

    public static org.bytedeco.pytorch.Device device(Device device) {
        var type = switch (device.type()) {
            case CPU -> DeviceType.CPU;
            case CUDA -> DeviceType.CUDA;
            case META -> DeviceType.Meta;
        };
        return new org.bytedeco.pytorch.Device(type, (byte) (device.isCuda() ? device.index() : -1));
    }

    public static Device device(org.bytedeco.pytorch.Device device) {
        return device.is_cuda() ? Device.cuda(device.index()) : device.is_meta() ? Device.META : Device.CPU;
    }

    private static TensorOptions make(TypeAndDevice key) {
        try (var device = device(key.device());
                var optional = new DeviceOptional(device)) {
            return new TensorOptions().dtype(optional(key.dtype())).device(optional);
        }
    }
}
