package dev.vireo.tensor.engine;

import java.util.OptionalLong;

/**
 * The reason why native code has thrown an exception, in one line.
 *
 * @param reason the engine's message, without the stack trace
 * @param outOfMemory whether the device was out of memory
 * @param requestedBytes the number of bytes requested, if the device was out of memory and the engine reports it
 */
public record Failure(String reason, boolean outOfMemory, OptionalLong requestedBytes) {
    /** A failure other than lack of memory, described by the first line of the exception's message. */
    public static Failure of(RuntimeException thrown) {
        var message = thrown.getMessage();
        var reason = message == null ? "" : message.lines().findFirst().orElse("");
        return new Failure(reason.isBlank() ? thrown.getClass().getSimpleName() : reason, false, OptionalLong.empty());
    }

    /** The device was out of memory. */
    public static Failure outOfMemory(String reason, OptionalLong requestedBytes) {
        return new Failure(reason, true, requestedBytes);
    }
}
