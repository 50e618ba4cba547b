package dev.vireo.engine.torch.internal.library;

import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DispatchKey;

/**
 * Controls whether libtorch's autograd records the operations of this thread. Bypassing it saves a tenth of a small
 * operation's time. Only operations while a {@code LibtorchGradMode} is open are recorded by libtorch.
 */
public final class LibtorchGradMode implements AutoCloseable {
    private static final DispatchKey LAYER = DispatchKey.AutogradFunctionality;

    private final boolean skipped = torch.tls_is_dispatch_key_excluded(LAYER);
    private final AutoGradMode mode = new AutoGradMode(true);

    private LibtorchGradMode() {}

    /** Bypasses libtorch's autograd on this thread from now on. */
    public static void never() {
        torch.tls_set_dispatch_key_excluded(LAYER, true);
    }

    /** Lets libtorch record operations on leaves that require a gradient, until closed. */
    public static LibtorchGradMode open() {
        var recording = new LibtorchGradMode();
        torch.tls_set_dispatch_key_excluded(LAYER, false);
        return recording;
    }

    @Override
    public void close() {
        mode.close();
        torch.tls_set_dispatch_key_excluded(LAYER, skipped);
    }
}
