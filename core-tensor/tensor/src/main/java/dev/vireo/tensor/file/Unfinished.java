package dev.vireo.tensor.file;

/** Work that needs cleaning up if the process ends before it is finished, for example by Ctrl-C. */
public final class Unfinished implements AutoCloseable {
    private final Thread rest;

    /**
     * Starts the work.
     *
     * @param ifEnded runs if the process ends before {@link #close}
     */
    public Unfinished(Runnable ifEnded) {
        rest = new Thread(ifEnded, "vireo-unfinished");
        Runtime.getRuntime().addShutdownHook(rest);
    }

    /** Ends the work, finished or not. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(rest);
        } catch (IllegalStateException e) {
            return; // the process is already ending and cleans up
        }
    }
}
