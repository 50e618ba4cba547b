package dev.vireo.tensor.engine;

/** Announces an engine on the classpath without loading its native code. */
public interface EngineProvider {
    /** The engine's {@link Engine#name()}. */
    String name();

    /** Where several engines are on the classpath and none is named, the highest wins. */
    default int priority() {
        return 0;
    }

    /** Loads the native code; called once. */
    Engine load();
}
