package dev.vireo.engine.support;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings that make a plain {@code java} run fast. They must be made before an engine's native libraries are loaded. They
 * apply to Linux with glibc; elsewhere nothing happens. Settings in the user's environment take precedence, and the system
 * property {@code vireo.process-settings=false} turns all of them off.
 */
public final class ProcessSettings {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessSettings.class);
    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_THRESHOLD = -3;
    private static final int MIB = 1 << 20;

    private ProcessSettings() {}

    /** Makes the settings. An engine's provider calls this before it loads native libraries. */
    public static void apply() {
        if (!Platform.isLinux() || "false".equals(System.getProperty("vireo.process-settings"))) {
            return;
        }
        try {
            var libc = NativeLibrary.getInstance("c");
            threads(libc.getFunction("setenv"));
            memory(libc.getFunction("mallopt"));
        } catch (UnsatisfiedLinkError e) {
            LOG.debug("the C library has no setenv or mallopt; going on with its defaults", e);
        }
    }

    /** Sets a system property that a library reads when it is loaded, unless the user has set it. */
    public static void property(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }

    /**
     * libgomp (elementwise functions) and OpenBLAS (products) each have a pool of threads, which spin after their work
     * and starve the other pool: on 2 cores a product of 256 x 256 matrices after an addition takes 8 ms instead of 0.3.
     */
    private static void threads(Function setenv) {
        if (System.getenv("OMP_WAIT_POLICY") == null) {
            setenv.invokeInt(new Object[] {"GOMP_SPINCOUNT", "1000", 0});
            setenv.invokeInt(new Object[] {"OPENBLAS_THREAD_TIMEOUT", "1", 0});
        }
    }

    /**
     * By default glibc returns large blocks to the system at once, and each new one costs a page fault for every 4 KiB. Blocks up
     * to 32 MiB, the most that mallopt takes, come from a heap that keeps up to 1 GiB of what was freed: a convolution with
     * a result of 25 MB takes 70 ms instead of 97 on one core.
     */
    private static void memory(Function mallopt) {
        if (System.getenv("GLIBC_TUNABLES") == null) {
            mallopt.invokeInt(new Object[] {M_MMAP_THRESHOLD, 32 * MIB});
            mallopt.invokeInt(new Object[] {M_TRIM_THRESHOLD, 1024 * MIB});
            mallopt.invokeInt(new Object[] {M_TOP_PAD, 64 * MIB});
        }
    }
}
