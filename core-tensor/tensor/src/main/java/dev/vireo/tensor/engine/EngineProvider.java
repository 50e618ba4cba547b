package dev.vireo.tensor.engine;

/** Registers an engine on the classpath without loading its native code. */
public interface EngineProvider {
    /** The engine's {@link Engine#name()}. */
    String name();

    /** The priority if several engines are on the classpath and none is chosen; the highest wins. */
    default int priority() {
        return 0;
    }

    /** Loads the native code. Called once. */
    Engine load();
}
