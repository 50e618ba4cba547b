package dev.vireo.engine.djl;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.pytorch.engine.PtNDArray;
import dev.vireo.tensor.EngineException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Accesses members of DJL that are not public and have no public equivalent: a native method, and the lists of a
 * manager.
 */
final class DjlInternals {
    private static final MethodHandle IS_CONTIGUOUS = find();

    private DjlInternals() {}

    /** Whether the elements are contiguous in row-major order. */
    static boolean isContiguous(PtNDArray array) {
        try {
            return (boolean) IS_CONTIGUOUS.invokeExact((long) array.getHandle());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("the native method declares no exception", e);
        }
    }

    /** Makes a manager keep no list of the arrays that it creates. */
    static void unlist(BaseNDManager manager) {
        try {
            var inside = MethodHandles.privateLookupIn(BaseNDManager.class, MethodHandles.lookup());
            for (var list : new String[] {"resources", "tempResources"}) {
                inside.findVarHandle(BaseNDManager.class, list, ConcurrentHashMap.class)
                        .set(manager, new Unlisted<Object>());
            }
        } catch (ReflectiveOperationException e) {
            throw otherVersion("ai.djl:api", "BaseNDManager.resources", e);
        }
    }

    private static MethodHandle find() {
        try {
            var library = Class.forName("ai.djl.pytorch.jni.PyTorchLibrary");
            var inside = MethodHandles.privateLookupIn(library, MethodHandles.lookup());
            return inside.findVirtual(library, "torchIsContiguous", MethodType.methodType(boolean.class, long.class))
                    .bindTo(inside.findStaticVarHandle(library, "LIB", library).get());
        } catch (ReflectiveOperationException e) {
            throw otherVersion("ai.djl.pytorch:pytorch-engine", "PyTorchLibrary.torchIsContiguous", e);
        }
    }

    private static EngineException otherVersion(String library, String lacks, ReflectiveOperationException cause) {
        return new EngineException(
                "engine 'djl': this version of " + library + " has no " + lacks
                        + "; use the version that vireo-engine-djl depends on",
                cause);
    }
}
