package dev.vireo.benchmarks;

/** A contender could not run a task. The message gives the reason in one line. */
final class ContenderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    ContenderException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
