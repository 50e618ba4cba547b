package dev.vireo.engine.torch.internal.settings;

import com.sun.jna.NativeLibrary;
import dev.vireo.engine.support.NvidiaDriver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What this machine and the classpath have for CUDA. */
public interface Installation {
    /** Whether the natives on the classpath are those for GPUs. */
    boolean hasGpuNatives();

    boolean hasDriver();

    /** Whether a library is found by its name, as {@code libcublas.so.13}. */
    boolean loads(String library);

    /** The one that the process runs in. */
    static Installation here() {
        return Here.HERE;
    }

    /** Asks the classpath, the device files and the dynamic loader. */
    enum Here implements Installation {
        HERE;

        /** Where libtorch's own libraries look besides. */
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
