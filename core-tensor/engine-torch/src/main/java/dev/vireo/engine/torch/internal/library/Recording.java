package dev.vireo.engine.torch.internal.library;

import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DispatchKey;

/**
 * Whether libtorch's own autograd sees the calling thread's operations. Passing by its layer takes a tenth off a small
 * operation; only what is computed while a {@code Recording} is open takes part in libtorch's graphs.
 */
public final class Recording implements AutoCloseable {
    private static final DispatchKey LAYER = DispatchKey.AutogradFunctionality;

    private final boolean skipped = torch.tls_is_dispatch_key_excluded(LAYER);
    private final AutoGradMode mode = new AutoGradMode(true);

    private Recording() {}

    /** Passes by libtorch's autograd in this thread from now on. */
    public static void never() {
        torch.tls_set_dispatch_key_excluded(LAYER, true);
    }

    /** Until closed, libtorch records what this thread computes with leaves that require a gradient. */
    public static Recording open() {
        var recording = new Recording();
        torch.tls_set_dispatch_key_excluded(LAYER, false);
        return recording;
    }

    @Override
    public void close() {
        mode.close();
        torch.tls_set_dispatch_key_excluded(LAYER, skipped);
    }
}
