package dev.vireo.tensor.engine;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.op.OpKeys;
import java.util.Optional;

/**
 * A type that an engine does not support although Vireo does. Declared gaps are refused with a clear error before any
 * work, shown to the user, and tested to be real.
 *
 * @param operation the {@linkplain dev.vireo.tensor.op.Op#key key} of the operation that does not support the type as
 * an input or result; empty if the engine has no tensors of this type
 * @param dtype the element type
 * @param reason the reason, as a clause: {@code ND4J sorts no float16}
 */
public record Gap(Optional<Object> operation, DType dtype, String reason) {
    /** Whether the gap concerns an operation, given by its key. */
    public boolean covers(Object key) {
        return operation.isEmpty() || operation.get() == key;
    }

    /** Text such as {@code Scan.Sort in float16: ND4J sorts no float16}. */
    @Override
    public String toString() {
        return operation.map(OpKeys::name).orElse("everything") + " in " + dtype + ": " + reason;
    }
}
