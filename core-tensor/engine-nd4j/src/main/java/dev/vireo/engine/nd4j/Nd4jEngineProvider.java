package dev.vireo.engine.nd4j;

import dev.vireo.engine.support.NativeFolders;
import dev.vireo.engine.support.ProcessSettings;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.EngineProvider;

/** Registers the ND4J engine. */
public final class Nd4jEngineProvider implements EngineProvider {
    @Override
    public String name() {
        return "nd4j";
    }

    @Override
    public int priority() {
        return 50;
    }

    /** Applies the settings that must precede the loading of native libraries, then loads ND4J's. */
    @Override
    public Engine load() {
        NativeFolders.requireWritable(name());
        ProcessSettings.apply();
        return Backends.choose(Nd4jEngine::new);
    }
}
