package dev.vireo.models.recipe;

/** What can be done with a network that a recipe has trained, beyond training it. */
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
