package dev.vireo.engine.nd4j;

import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.EngineProvider;
import dev.vireo.tensor.engine.ProcessSettings;

/** Announces ND4J. */
public final class Nd4jEngineProvider implements EngineProvider {
    @Override
    public String name() {
        return "nd4j";
    }

    @Override
    public int priority() {
        return 50;
    }

    /** Sets what must be set before natives are loaded, then loads ND4J's. */
    @Override
    public Engine load() {
        ProcessSettings.apply();
        return Backends.choose(Nd4jEngine::new);
    }
}
