package dev.vireo.engine.torch.internal.settings;

import dev.vireo.tensor.EngineException;
import java.io.IOException;
import java.util.List;
import org.bytedeco.javacpp.Loader;

/** The files of libtorch in the jars on the classpath. */
public final class LibtorchFiles {
    private static final List<String> FILES =
            List.of("libc10.so", "libtorch_cpu.so", "libc10_cuda.so", "libtorch_cuda.so");

    private LibtorchFiles() {}

    /**
     * Unpacks all files into JavaCPP's cache, unless they are there. JavaCPP itself loads each file before it unpacks the
     * next. Then, at the first use, libtorch.so does not find libtorch_cpu.so beside it, and takes the system's if there
     * is one. Two versions of libtorch in one process end it with SIGSEGV.
     *
     * @throws EngineException if a file cannot be written
     */
    public static void unpack() {
        for (var platform : List.of(Loader.getPlatform(), Loader.getPlatform() + "-gpu")) {
            for (var file : FILES) {
                unpack("/org/bytedeco/pytorch/" + platform + "/" + file);
            }
        }
    }

    private static void unpack(String resource) {
        var url = LibtorchFiles.class.getResource(resource);
        if (url == null) {
            return;
        }
        try {
            Loader.cacheResource(url);
        } catch (IOException e) {
            throw new EngineException("engine 'torch': cannot unpack " + url + ": " + e.getMessage(), e);
        }
    }
}
