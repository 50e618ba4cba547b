package dev.vireo.engine.torch;

import dev.vireo.engine.support.NativeFolders;
import dev.vireo.engine.support.ProcessLibraries;
import dev.vireo.engine.support.ProcessSettings;
import dev.vireo.engine.torch.internal.settings.LibtorchFiles;
import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.EngineProvider;
import java.util.function.Supplier;

/** Registers the libtorch engine. */
public final class TorchEngineProvider implements EngineProvider {
    private static final String LIBRARY = "libtorch_cpu.so";

    @Override
    public String name() {
        return "torch";
    }

    @Override
    public int priority() {
        return 100;
    }

    /** Applies the settings that make JavaCPP fast before its first class is loaded, then loads libtorch. */
    @Override
    public Engine load() {
        NativeFolders.requireWritable(name());
        ProcessLibraries.requireOnly(LIBRARY, "/org/bytedeco/", this);
        return ProcessLibraries.load("libtorch", LIBRARY, this, TorchEngineProvider::loadAlone);
    }

    private static Engine loadAlone() {
        // reading the process's memory use costs 2 us per allocation; Vireo counts and frees memory itself
        ProcessSettings.property("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        ProcessSettings.property("org.bytedeco.javacpp.maxBytes", "0");
        ProcessSettings.property("org.bytedeco.javacpp.nopointergc", "true");
        ProcessSettings.apply();
        LibtorchFiles.unpack();
        return load(TorchEngine::new);
    }

    /**
     * Loads the engine. The first failure is a {@link LinkageError} of many lines; later the class is simply missing.
     */
    static Engine load(Supplier<Engine> natives) {
        try {
            return natives.get();
        } catch (LinkageError e) {
            var reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new EngineException(
                    "engine 'torch': libtorch cannot be loaded here: " + reason
                            + "; its natives are for Linux on x86-64 with glibc; choose another engine by VIREO_ENGINE",
                    e);
        }
    }
}
