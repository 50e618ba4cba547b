package dev.vireo.engine.torch.internal.settings;

import java.util.ArrayList;
import java.util.List;

/** Explains why there is no CUDA device. */
public final class Cuda {
    /** The libraries that libtorch's CUDA 13 kernels are linked to; the kernels cannot be loaded without them. */
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

    /** Returns everything that is missing, in one line that begins with {@code not available}. */
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
