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
 * The threads of OpenBLAS, which libtorch multiplies with on CPUs. They are not those of libtorch: where a kernel of
 * libtorch multiplies inside its own parallel loop, each of its threads waits for all of OpenBLAS's, and attention takes
 * thirty times as long. While such a kernel runs, OpenBLAS is to use the calling thread only.
 */
public final class BlasThreads implements AutoCloseable {
    /**
     * Leaves the library's symbols local, as it was loaded. Made global, they would stand in for those that a second
     * OpenBLAS in the process, ND4J's, has not bound yet: it would free what the other has allocated.
     */
    private static final int RTLD_LAZY = 1;

    /** A process has one OpenBLAS, and one number of threads in it. */
    private static final BlasThreads OPENBLAS = new BlasThreads(setter());

    private final Optional<Function> setter;
    private int users;
    private int threads = 1;

    private BlasThreads(Optional<Function> setter) {
        this.setter = setter;
    }

    /** The most threads of a product from now on; while products are kept to their callers, afterwards. */
    public static void use(int count) {
        OPENBLAS.choose(count);
    }

    private synchronized void choose(int count) {
        threads = count;
        if (users == 0) {
            set(count);
        }
    }

    /** From now on, until as often closed, products use the threads that call for them. */
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

    /** Of the library that is loaded already; none where another BLAS serves in its place. */
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
