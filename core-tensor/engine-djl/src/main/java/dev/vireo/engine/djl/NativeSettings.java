package dev.vireo.engine.djl;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must stand in the process's environment before libtorch is loaded. Linux with glibc; elsewhere nothing happens. */
final class NativeSettings {
    private static final Logger LOG = LoggerFactory.getLogger(NativeSettings.class);

    private NativeSettings() {}

    /** Threads that wait for each other spin, which starves those that work as soon as the machine has other work too. */
    static void apply() {
        if (!Platform.isLinux() || System.getenv("OMP_WAIT_POLICY") != null) {
            return;
        }
        try {
            NativeLibrary.getInstance("c").getFunction("setenv").invokeInt(new Object[] {"GOMP_SPINCOUNT", "1000", 0});
        } catch (UnsatisfiedLinkError e) {
            LOG.debug("the C library has no setenv; going on with its defaults", e);
        }
    }
}
