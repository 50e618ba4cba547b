package dev.vireo.engine.torch;

import dev.vireo.engine.support.ProcessLibraries;
import dev.vireo.engine.support.ProcessSettings;
import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.EngineProvider;
import java.util.function.Supplier;

/** Announces libtorch. */
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

    /** Sets what makes JavaCPP fast before its first class is loaded, then loads libtorch. */
    @Override
    public Engine load() {
        ProcessLibraries.requireOnly(LIBRARY, "/org/bytedeco/", this);
        return ProcessLibraries.load("libtorch", LIBRARY, this, TorchEngineProvider::loadAlone);
    }

    private static Engine loadAlone() {
        // asking the system for the process's memory costs 2 us an allocation; Vireo counts and frees by itself
        ProcessSettings.property("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        ProcessSettings.property("org.bytedeco.javacpp.maxBytes", "0");
        ProcessSettings.property("org.bytedeco.javacpp.nopointergc", "true");
        ProcessSettings.apply();
        return load(TorchEngine::new);
    }

    /** Loading fails as a {@link LinkageError} of many lines, the first time; later the class is just not there. */
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
