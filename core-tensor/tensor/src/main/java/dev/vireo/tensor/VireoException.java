package dev.vireo.tensor;

/** Base of every error that Vireo raises: one line that says what was given, what was expected, and the way out. */
public class VireoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String text;
    private String path = "";

    public VireoException(String message) {
        super(message);
        this.text = message;
    }

    public VireoException(String message, Throwable cause) {
        super(message, cause);
        this.text = message;
    }

    /** The message, and the path of the layer in which it happened, if in any. */
    @Override
    public String getMessage() {
        return path.isEmpty() ? text : text + " (in " + path + ")";
    }

    /** Says in which layer it happened; the innermost path stays. */
    public final VireoException at(String layerPath) {
        if (path.isEmpty()) {
            path = layerPath;
        }
        return this;
    }
}
