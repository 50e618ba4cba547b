package dev.vireo.tensor;

/**
 * The base of all errors that Vireo raises. The message is one line that says what was given, what was expected, and
 * how to fix it.
 */
public class VireoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String text;
    private String path = "";

    /** Creates an exception with a one-line message. */
    public VireoException(String message) {
        super(message);
        this.text = message;
    }

    /** Creates an exception with a one-line message and its cause. */
    public VireoException(String message, Throwable cause) {
        super(message, cause);
        this.text = message;
    }

    /** The message, followed by the path of the layer in which the error occurred. */
    @Override
    public String getMessage() {
        return path.isEmpty() ? text : text + " (in " + path + ")";
    }

    /** Sets the path of the layer in which the error occurred, unless it is already set. */
    public final VireoException at(String layerPath) {
        if (path.isEmpty()) {
            path = layerPath;
        }
        return this;
    }
}
