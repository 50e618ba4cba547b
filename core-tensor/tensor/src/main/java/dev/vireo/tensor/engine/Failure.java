package dev.vireo.tensor.engine;

import java.util.OptionalLong;

/**
 * Why an engine's native code threw, in one line.
 *
 * @param reason in the engine's words, without its stack
 * @param outOfMemory whether the device had no memory left
 * @param requestedBytes how much memory was asked for then, if the engine says so
 */
public record Failure(String reason, boolean outOfMemory, OptionalLong requestedBytes) {
    /** Any failure but lack of memory: the first line of the exception's message. */
    public static Failure of(RuntimeException thrown) {
        var message = thrown.getMessage();
        var reason = message == null ? "" : message.lines().findFirst().orElse("");
        return new Failure(reason.isBlank() ? thrown.getClass().getSimpleName() : reason, false, OptionalLong.empty());
    }

    /** The device had no memory left. */
    public static Failure outOfMemory(String reason, OptionalLong requestedBytes) {
        return new Failure(reason, true, requestedBytes);
    }
}
