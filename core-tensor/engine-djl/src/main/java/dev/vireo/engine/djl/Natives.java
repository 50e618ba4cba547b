package dev.vireo.engine.djl;

import ai.djl.pytorch.engine.PtNDArray;
import dev.vireo.tensor.EngineException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** The one native method that DJL has and keeps to itself, and that nothing public stands in for. */
final class Natives {
    private static final MethodHandle IS_CONTIGUOUS = find();

    private Natives() {}

    /** Whether the elements are dense in row-major order. */
    static boolean isContiguous(PtNDArray array) {
        try {
            return (boolean) IS_CONTIGUOUS.invokeExact((long) array.getHandle());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("the native method declares no exception", e);
        }
    }

    private static MethodHandle find() {
        try {
            var library = Class.forName("ai.djl.pytorch.jni.PyTorchLibrary");
            var inside = MethodHandles.privateLookupIn(library, MethodHandles.lookup());
            return inside.findVirtual(library, "torchIsContiguous", MethodType.methodType(boolean.class, long.class))
                    .bindTo(inside.findStaticVarHandle(library, "LIB", library).get());
        } catch (ReflectiveOperationException e) {
            throw new EngineException(
                    "engine 'djl': this version of ai.djl.pytorch:pytorch-engine has no"
                            + " PyTorchLibrary.torchIsContiguous; use the one that vireo-engine-djl asks for",
                    e);
        }
    }
}
