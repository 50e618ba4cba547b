package dev.vireo.tensor.file;

/** Work that leaves something to do where the process ends in the middle of it, as by Ctrl-C. */
public final class Unfinished implements AutoCloseable {
    private final Thread rest;

    /**
     * Begins the work.
     *
     * @param ifEnded what is done if the process ends before {@link #close}
     */
    public Unfinished(Runnable ifEnded) {
        rest = new Thread(ifEnded, "vireo-unfinished");
        Runtime.getRuntime().addShutdownHook(rest);
    }

    /** It is finished, or has been given up. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(rest);
        } catch (IllegalStateException e) {
            return; // the process is ending, and the rest on its way
        }
    }
}
