package dev.vireo.engine.torch.internal.settings;

import java.util.ArrayList;
import java.util.List;

/** Why there is no CUDA device, as far as can be told. */
public final class Cuda {
    /** What libtorch's kernels for CUDA 13 are linked to; without one of these they are not loaded. */
    public static final List<String> LIBRARIES = List.of(
            "libcudart.so.13",
            "libcublas.so.13",
            "libcublasLt.so.13",
            "libcudnn.so.9",
            "libcusparse.so.12",
            "libcufft.so.12",
            "libcurand.so.10",
            "libcufile.so.0",
            "libnccl.so.2");

    private Cuda() {}

    /** All that is missing, in one line that begins with {@code not available}. */
    public static String missing(Installation installation) {
        if (!installation.hasGpuNatives()) {
            return "not available: the GPU natives of libtorch are not on the classpath; build with -Pcuda";
        }
        var reasons = new ArrayList<String>();
        if (!installation.hasDriver()) {
            reasons.add("no NVIDIA driver is loaded");
        }
        var absent =
                LIBRARIES.stream().filter(name -> !installation.loads(name)).toList();
        if (!absent.isEmpty()) {
            reasons.add(
                    String.join(", ", absent) + " cannot be loaded (install CUDA 13, cuDNN 9 and NCCL 2, or name their"
                            + " folder in LD_LIBRARY_PATH)");
        }
        return "not available: " + (reasons.isEmpty() ? "the driver shows no device" : String.join("; ", reasons));
    }
}
