package dev.vireo.tensor;

/** An engine that is missing, lacks a kernel, or failed in native code. */
public class EngineException extends VireoException {
    private static final long serialVersionUID = 1L;

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
