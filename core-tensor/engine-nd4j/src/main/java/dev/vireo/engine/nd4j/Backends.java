package dev.vireo.engine.nd4j;

import dev.vireo.engine.support.NvidiaDriver;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.function.Supplier;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.slf4j.LoggerFactory;

/** Chooses ND4J's backend. Hides the GPU backend if no driver is loaded, because ND4J would print a stack trace. */
final class Backends {
    private static final String FOR_GPUS = "nd4j-cuda"; // the name of its jar

    private Backends() {}

    /**
     * Loads ND4J. Its first class searches for backends. Logs a line if it computes on the CPU because no driver is
     * loaded.
     */
    static Nd4jEngine choose(Supplier<Nd4jEngine> load) {
        if (!onClasspath() || NvidiaDriver.isLoaded()) {
            return load.get();
        }
        LoggerFactory.getLogger(Backends.class).info("CUDA is {}; computing on the CPU", missing());
        var present = ND4JClassLoading.getNd4jClassloader();
        ND4JClassLoading.setNd4jClassloader(new WithoutGpus(present));
        try {
            return load.get();
        } finally {
            ND4JClassLoading.setNd4jClassloader(present);
        }
    }

    /** The reason why ND4J computes on the CPU. */
    static String missing() {
        if (!onClasspath()) {
            return "not available: ND4J's backend for GPUs is not on the classpath; build with -Pcuda-nd4j";
        }
        return "not available: " + (NvidiaDriver.isLoaded() ? "ND4J finds no device" : "no NVIDIA driver is loaded");
    }

    private static boolean onClasspath() {
        return ND4JClassLoading.classPresentOnClasspath("org.nd4j.linalg.jcublas.JCublasBackend");
    }

    /** A class loader in which ND4J does not find its GPU backend. */
    private static final class WithoutGpus extends ClassLoader {
        WithoutGpus(ClassLoader parent) {
            super(parent);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            var found = Collections.list(super.getResources(name));
            found.removeIf(file -> name.endsWith(Nd4jBackend.class.getName())
                    && file.toString().contains(FOR_GPUS));
            return Collections.enumeration(found);
        }
    }
}
