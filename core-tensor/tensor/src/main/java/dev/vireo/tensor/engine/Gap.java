package dev.vireo.tensor.engine;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.op.OpKeys;
import java.util.Optional;

/**
 * What an engine cannot do, though Vireo can: declared, so that it is refused by name before any work, shown to the user,
 * and tested to be true.
 *
 * @param operation the {@linkplain dev.vireo.tensor.op.Op#key key} of the operation that refuses tensors of this type,
 *     as inputs and as results; where empty, the engine has no such tensors at all
 * @param dtype the element type that is missing
 * @param reason what the engine's library lacks, as a clause: {@code ND4J sorts no float16}
 */
public record Gap(Optional<Object> operation, DType dtype, String reason) {
    /** Whether it is about an operation, given by its key. */
    public boolean covers(Object key) {
        return operation.isEmpty() || operation.get() == key;
    }

    /** As in {@code Scan.Sort in float16: ND4J sorts no float16}. */
    @Override
    public String toString() {
        return operation.map(OpKeys::name).orElse("everything") + " in " + dtype + ": " + reason;
    }
}
