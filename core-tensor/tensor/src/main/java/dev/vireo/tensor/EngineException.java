package dev.vireo.tensor;

/** An engine is missing, lacks a kernel, or failed in native code. */
public class EngineException extends VireoException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a one-line message. */
    public EngineException(String message) {
        super(message);
    }

    /** Creates an exception with a one-line message and its cause. */
    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
