package dev.vireo.engine.torch.internal.library;

import dev.vireo.tensor.engine.PerThread;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;

/** The numbers that a thread used last, least recently used first; what falls out is closed. */
public final class RecentScalars {
    /** Far more than one call takes, so that none is closed while it is in use. */
    public static final int CAPACITY = 128;

    private static final PerThread<Recent> CURRENT = PerThread.of(Recent::new);

    private RecentScalars() {}

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
