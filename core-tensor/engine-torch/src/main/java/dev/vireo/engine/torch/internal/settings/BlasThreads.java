package dev.vireo.engine.torch.internal.settings;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Limits the threads of OpenBLAS, which libtorch uses for matrix products on CPUs. OpenBLAS has threads of its own. If
 * a libtorch kernel multiplies inside its parallel loop, each of libtorch's threads waits for all of OpenBLAS's, and
 * attention takes thirty times as long. While such a kernel runs, OpenBLAS uses only the calling thread.
 */
public final class BlasThreads implements AutoCloseable {
    /**
     * Keeps the library's symbols local. If they were global, they would replace symbols that a second OpenBLAS in the
     * process, ND4J's, has not bound yet; it would then free memory that the other one allocated.
     */
    private static final int RTLD_LAZY = 1;

    /** A process has one OpenBLAS with one number of threads. */
    private static final BlasThreads OPENBLAS = new BlasThreads(setter());

    private final Optional<Function> setter;
    private int users;
    private int threads = 1;

    private BlasThreads(Optional<Function> setter) {
        this.setter = setter;
    }

    /**
     * Sets the largest number of threads of a product. It takes effect when no kernel restricts products to the calling
     * thread.
     */
    public static void use(int count) {
        OPENBLAS.choose(count);
    }

    private synchronized void choose(int count) {
        threads = count;
        if (users == 0) {
            set(count);
        }
    }

    /** Restricts products to the calling thread until all results of this method are closed. */
    public static BlasThreads callerOnly() {
        OPENBLAS.enter();
        return OPENBLAS;
    }

    private synchronized void enter() {
        if (users++ == 0) {
            set(1);
        }
    }

    @Override
    public synchronized void close() {
        if (--users == 0) {
            set(threads);
        }
    }

    private void set(int count) {
        setter.ifPresent(function -> function.invokeVoid(new Object[] {count}));
    }

    /** Finds the function in the loaded library; empty if libtorch uses another BLAS. */
    private static Optional<Function> setter() {
        var bindings = Loader.load(openblas_nolapack.class);
        var loaded = bindings == null ? Path.of("") : Path.of(bindings).resolveSibling("libopenblas.so.0");
        try {
            var library = NativeLibrary.getInstance(loaded.toString(), Map.of(Library.OPTION_OPEN_FLAGS, RTLD_LAZY));
            return Optional.of(library.getFunction("openblas_set_num_threads"));
        } catch (UnsatisfiedLinkError e) {
            return Optional.empty();
        }
    }
}
