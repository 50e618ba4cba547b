package dev.vireo.tensor.internal.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Finds fields that several threads change with compare-and-set. */
public final class Fields {
    private Fields() {}

    /** Returns atomic access to a field of the class that {@code lookup} belongs to. */
    public static VarHandle of(MethodHandles.Lookup lookup, String name, Class<?> type) {
        try {
            return lookup.findVarHandle(lookup.lookupClass(), name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
