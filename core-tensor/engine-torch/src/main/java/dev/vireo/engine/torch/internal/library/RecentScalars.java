package dev.vireo.engine.torch.internal.library;

import dev.vireo.tensor.engine.PerThread;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;

/** Caches the numbers that a thread used last, in order of use. The oldest is closed when the cache is full. */
public final class RecentScalars {
    /** Far more than one call uses, so that none is closed while in use. */
    public static final int CAPACITY = 128;

    private static final PerThread<Recent> CURRENT = PerThread.of(Recent::new);

    private RecentScalars() {}

    /** Returns a scalar of the number, valid for the current call. */
    public static Scalar of(Number value) {
        return CURRENT.get().computeIfAbsent(value, Scalars::make);
    }

    private static final class Recent extends LinkedHashMap<Number, Scalar> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Number, Scalar> eldest) {
            if (size() <= CAPACITY) {
                return false;
            }
            eldest.getValue().close();
            return true;
        }
    }
}
