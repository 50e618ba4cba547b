package dev.vireo.engine.nd4j;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be set in the process before ND4J's natives are loaded, as engine-torch does for libtorch. Linux with glibc;
 * elsewhere nothing happens. What the user has set stays.
 */
final class ProcessSettings {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessSettings.class);
    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_THRESHOLD = -3;
    private static final int MIB = 1 << 20;

    private ProcessSettings() {}

    static void apply() {
        if (!Platform.isLinux()) {
            return;
        }
        try {
            var libc = NativeLibrary.getInstance("c");
            // libgomp, OpenBLAS and libtorch's pools spin after their work, and starve each other
            if (System.getenv("OMP_WAIT_POLICY") == null) {
                libc.getFunction("setenv").invokeInt(new Object[] {"GOMP_SPINCOUNT", "1000", 0});
                libc.getFunction("setenv").invokeInt(new Object[] {"OPENBLAS_THREAD_TIMEOUT", "1", 0});
            }
            // fresh pages for each large result cost more than many a result
            if (System.getenv("GLIBC_TUNABLES") == null) {
                var mallopt = libc.getFunction("mallopt");
                mallopt.invokeInt(new Object[] {M_MMAP_THRESHOLD, 32 * MIB});
                mallopt.invokeInt(new Object[] {M_TRIM_THRESHOLD, 1024 * MIB});
                mallopt.invokeInt(new Object[] {M_TOP_PAD, 64 * MIB});
            }
        } catch (UnsatisfiedLinkError e) {
            LOG.debug("the C library has no setenv or mallopt; going on with its defaults", e);
        }
    }
}
