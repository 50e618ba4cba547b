package dev.vireo.tensor.internal.graph;

import dev.vireo.tensor.Tensor;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * Holds the {@link TensorAccess} that {@link Tensor} installs when it is initialized. A class of its own: {@code Tensor}
 * must be able to install the access before {@link TensorAccess#TENSORS} is read.
 */
public final class InstalledAccess {
    private static volatile @Nullable TensorAccess installed;

    private InstalledAccess() {}

    /** Takes the implementation. Called once, by {@code Tensor}'s static initializer. */
    public static void install(TensorAccess access) {
        installed = access;
    }

    static TensorAccess require() {
        try {
            MethodHandles.lookup().ensureInitialized(Tensor.class);
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
        var access = installed;
        if (access == null) {
            throw new IllegalStateException("Tensor has not installed its access for the internal packages");
        }
        return access;
    }
}
