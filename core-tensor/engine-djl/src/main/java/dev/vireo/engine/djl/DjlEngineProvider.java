package dev.vireo.engine.djl;

import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.EngineProvider;
import dev.vireo.tensor.engine.ProcessLibraries;
import dev.vireo.tensor.engine.ProcessSettings;

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
        return ProcessLibraries.load("libtorch", "libtorch_cpu.so", this, DjlEngineProvider::loadAlone);
    }

    private static Engine loadAlone() {
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("OPT_OUT_TRACKING", "true");
        ProcessSettings.apply();
        return DjlEngine.load();
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
