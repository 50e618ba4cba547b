package dev.vireo.engine.djl;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * In the place of a list that one of DJL's managers keeps of its arrays, to close them with itself: Vireo's belong to
 * tensors, so that the entry of each would be made and removed for nothing.
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
