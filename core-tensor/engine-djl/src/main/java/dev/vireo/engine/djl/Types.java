package dev.vireo.engine.djl;

import ai.djl.ndarray.types.DataType;
import dev.vireo.tensor.DType;
import java.util.EnumMap;
import java.util.Map;

/** Converts between the element types of DJL and Vireo. */
final class Types {
    private static final Map<DType, DataType> DJL = new EnumMap<>(Map.of(
            DType.FLOAT64, DataType.FLOAT64,
            DType.FLOAT32, DataType.FLOAT32,
            DType.FLOAT16, DataType.FLOAT16,
            DType.INT64, DataType.INT64,
            DType.INT32, DataType.INT32,
            DType.INT8, DataType.INT8,
            DType.UINT8, DataType.UINT8,
            DType.BOOL, DataType.BOOLEAN));

    private Types() {}

    /**
     * Returns DJL's type.
     *
     * @throws UnsupportedOperationException if DJL does not support the type; DJL itself would abort the process
     */
    static DataType of(DType dtype) {
        var type = DJL.get(dtype);
        if (type == null) {
            throw new UnsupportedOperationException("DJL does not support " + dtype);
        }
        return type;
    }

    /** Returns Vireo's type. */
    static DType of(DataType type) {
        return DJL.entrySet().stream()
                .filter(each -> each.getValue() == type)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new UnsupportedOperationException(
                        "an NDArray of " + type + " has no counterpart; expected one of " + DJL.values()));
    }
}
