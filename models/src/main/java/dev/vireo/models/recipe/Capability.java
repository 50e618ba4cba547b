package dev.vireo.models.recipe;

/** A command that a recipe's trained network supports. */
public enum Capability {
    /** {@code vireo evaluate}: its metrics on the test data. */
    EVALUATE("evaluate"),
    /** {@code vireo export}: the network as ONNX. */
    EXPORT("export");

    private final String command;

    Capability(String command) {
        this.command = command;
    }

    /** The command that needs it. */
    public String command() {
        return command;
    }
}
