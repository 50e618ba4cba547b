package dev.vireo.engine.reference;

import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.EngineProvider;

/** Registers the reference engine, which has the lowest priority of all engines. */
public final class ReferenceEngineProvider implements EngineProvider {
    @Override
    public String name() {
        return "reference";
    }

    @Override
    public int priority() {
        return Integer.MIN_VALUE;
    }

    @Override
    public Engine load() {
        return new ReferenceEngine();
    }
}
