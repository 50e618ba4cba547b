package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.op.Op;
import java.util.Set;

/**
 * Translates one operation: adds nodes to the call's graph and returns the values of the results.
 *
 * @param <O> the operation's type
 */
@FunctionalInterface
public interface Translator<O extends Op> {
    /** Adds the nodes and returns the values of the results. */
    Value[] translate(O op, Call call);

    /** The attributes, by record component, that may depend on sizes of the inputs. All others must be constant. */
    default Set<String> dynamic() {
        return Set.of();
    }
}
