package dev.vireo.engine.torch.internal.settings;

import com.sun.jna.NativeLibrary;
import dev.vireo.engine.support.NvidiaDriver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What this machine and the classpath provide for CUDA. */
public interface Installation {
    /** Whether libtorch on the classpath is built for GPUs. */
    boolean hasGpuNatives();

    /** Whether an NVIDIA driver is loaded. */
    boolean hasDriver();

    /** Whether a library such as {@code libcublas.so.13} can be loaded. */
    boolean loads(String library);

    /** The installation that this process uses. */
    static Installation here() {
        return Here.HERE;
    }

    /** Checks the classpath, the device files and the dynamic loader. */
    enum Here implements Installation {
        /** The only instance. */
        HERE;

        /** The folders that libtorch's own libraries also search. */
        private static final List<Path> FOLDERS =
                List.of(Path.of("/usr/local/cuda/lib64"), Path.of("/usr/local/cuda/lib"));

        @Override
        public boolean hasGpuNatives() {
            return Here.class.getResource("/org/bytedeco/pytorch/linux-x86_64-gpu") != null;
        }

        @Override
        public boolean hasDriver() {
            return NvidiaDriver.isLoaded();
        }

        @Override
        public boolean loads(String library) {
            if (FOLDERS.stream().anyMatch(folder -> Files.exists(folder.resolve(library)))) {
                return true;
            }
            try (var found = NativeLibrary.getInstance(library)) {
                return found != null;
            } catch (UnsatisfiedLinkError e) {
                return false;
            }
        }
    }
}
