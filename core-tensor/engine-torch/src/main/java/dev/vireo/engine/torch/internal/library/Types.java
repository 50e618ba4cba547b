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

/** Converts types and devices to libtorch's. Each native object is created once. */
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
    /** An absent type, for arguments that default to the input's type. */
    public static final ScalarTypeOptional SAME = new ScalarTypeOptional();

    private record TypeAndDevice(DType dtype, Device device) {}

    private Types() {}

    /** Returns libtorch's type. */
    public static ScalarType scalarType(DType dtype) {
        var type = SCALAR_TYPES.get(dtype);
        if (type == null) {
            throw new AssertionError(dtype);
        }
        return type;
    }

    /** Returns Vireo's type. */
    public static DType dtype(ScalarType type) {
        return SCALAR_TYPES.entrySet().stream()
                .filter(entry -> entry.getValue() == type.intern())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("libtorch's type " + type + " is not supported"))
                .getKey();
    }

    /** Returns a type as an optional argument. */
    public static ScalarTypeOptional optional(DType dtype) {
        return OPTIONAL_TYPES.computeIfAbsent(dtype, type -> new ScalarTypeOptional(scalarType(type)));
    }

    /** Returns the options for a tensor of this type and device. */
    public static TensorOptions options(TensorSpec spec) {
        return OPTIONS.computeIfAbsent(new TypeAndDevice(spec.dtype(), spec.device()), Types::make);
    }

    /** Returns libtorch's device. */
    public static org.bytedeco.pytorch.Device device(Device device) {
        var type = switch (device.type()) {
            case CPU -> DeviceType.CPU;
            case CUDA -> DeviceType.CUDA;
            case META -> DeviceType.Meta;
        };
        return new org.bytedeco.pytorch.Device(type, (byte) (device.isCuda() ? device.index() : -1));
    }

    /** Returns Vireo's device. */
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
