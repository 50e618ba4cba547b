package dev.vireo.engine.djl;

import dev.vireo.engine.support.NativeFolders;
import dev.vireo.engine.support.ProcessLibraries;
import dev.vireo.engine.support.ProcessSettings;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.EngineProvider;

/** Registers DJL's PyTorch engine. */
public final class DjlEngineProvider implements EngineProvider {
    @Override
    public String name() {
        return "djl";
    }

    @Override
    public int priority() {
        return 50;
    }

    /** Disables DJL's network access before its first class is loaded, then loads libtorch from the jars. */
    @Override
    public Engine load() {
        NativeFolders.requireWritable(name());
        return ProcessLibraries.load("libtorch", "libtorch_cpu.so", this, DjlEngineProvider::loadAlone);
    }

    private static Engine loadAlone() {
        ProcessSettings.property("ai.djl.offline", "true");
        ProcessSettings.property("OPT_OUT_TRACKING", "true");
        ProcessSettings.apply();
        return DjlEngine.load();
    }
}
