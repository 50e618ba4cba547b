package dev.vireo.tensor.trace;

/** Finds the line of the user's code that is running. */
final class CodeLine {
    private static final String CORE = "dev.vireo.tensor.";

    private CodeLine() {}

    /** Text such as {@code " at Net.java:42"}; empty if all callers belong to the tensor core. */
    static String current() {
        return StackWalker.getInstance()
                .walk(frames ->
                        frames.filter(frame -> isOutside(frame.getClassName())).findFirst())
                .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
    }

    private static boolean isOutside(String type) {
        return !type.startsWith(CORE) && !type.startsWith("java.") && !type.startsWith("jdk.");
    }
}
