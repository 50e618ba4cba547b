package dev.vireo.engine.torch;

import java.nio.file.Files;
import java.nio.file.Path;

/** Why there is no CUDA device, as far as can be told. */
final class CudaReason {
    private CudaReason() {}

    static String find() {
        if (TorchEngine.class.getResource("/org/bytedeco/pytorch/linux-x86_64-gpu") == null) {
            return "not available: the GPU natives of libtorch are not on the classpath; build with -Pcuda";
        }
        if (!Files.exists(Path.of("/dev/nvidiactl"))) {
            return "not available: no NVIDIA driver is loaded";
        }
        return "not available: the driver shows no device";
    }
}
