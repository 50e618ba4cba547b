package dev.vireo.tensor.engine;

import java.util.OptionalLong;

/**
 * The reason why native code has thrown an exception, in one line.
 *
 * @param reason the engine's message, without the stack trace
 * @param outOfMemory whether the device was out of memory
 * @param requestedBytes the number of bytes requested, if the device was out of memory and the engine reports it
 */
public record NativeFailure(String reason, boolean outOfMemory, OptionalLong requestedBytes) {
    /** A failure other than lack of memory, described by the first line of the exception's message. */
    public static NativeFailure of(RuntimeException thrown) {
        var message = thrown.getMessage();
        var reason = message == null ? "" : message.lines().findFirst().orElse("");
        return new NativeFailure(
                reason.isBlank() ? thrown.getClass().getSimpleName() : reason, false, OptionalLong.empty());
    }

    /** The device was out of memory. */
    public static NativeFailure outOfMemory(String reason, OptionalLong requestedBytes) {
        return new NativeFailure(reason, true, requestedBytes);
    }
}
