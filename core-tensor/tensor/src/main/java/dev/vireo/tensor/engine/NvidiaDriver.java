package dev.vireo.tensor.engine;

import java.nio.file.Files;
import java.nio.file.Path;

/** NVIDIA's driver, without which natives for GPUs are not to be asked anything. */
public final class NvidiaDriver {
    private NvidiaDriver() {}

    /** Whether this machine has loaded it, as its device files say. */
    public static boolean isLoaded() {
        return Files.exists(Path.of("/dev/nvidiactl")) || Files.exists(Path.of("/dev/dxg")); // the latter under WSL
    }
}
