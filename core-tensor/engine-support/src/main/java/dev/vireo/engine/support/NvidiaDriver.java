package dev.vireo.engine.support;

import java.nio.file.Files;
import java.nio.file.Path;

/** NVIDIA's driver. Without it, native libraries for GPUs must not be called. */
public final class NvidiaDriver {
    private NvidiaDriver() {}

    /** Whether this machine has loaded the driver, as its device files show. */
    public static boolean isLoaded() {
        return Files.exists(Path.of("/dev/nvidiactl")) || Files.exists(Path.of("/dev/dxg")); // the latter under WSL
    }
}
