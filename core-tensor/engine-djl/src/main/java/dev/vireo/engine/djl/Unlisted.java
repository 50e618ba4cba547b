package dev.vireo.engine.djl;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the list in which a DJL manager keeps its arrays in order to close them. Tensors own Vireo's arrays, so
 * adding and removing an entry for each would be wasted time.
 */
final class Unlisted<V> extends ConcurrentHashMap<String, V> {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable V compute(String uid, BiFunction<? super String, ? super V, ? extends V> entry) {
        return null;
    }

    @Override
    public @Nullable V computeIfPresent(String uid, BiFunction<? super String, ? super V, ? extends V> entry) {
        return null;
    }

    @Override
    public @Nullable V remove(Object uid) {
        return null;
    }
}
