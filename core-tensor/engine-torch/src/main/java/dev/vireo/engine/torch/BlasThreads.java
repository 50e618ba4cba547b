package dev.vireo.engine.torch;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The threads of OpenBLAS, which libtorch multiplies with on CPUs. They are not those of libtorch: where a kernel of
 * libtorch multiplies inside its own parallel loop, each of its threads waits for all of OpenBLAS's, and attention takes
 * thirty times as long. While such a kernel runs, OpenBLAS is to use the calling thread only.
 */
final class BlasThreads implements AutoCloseable {
    private static final BlasThreads CALLER_ONLY = new BlasThreads(library());

    private final Optional<NativeLibrary> library;
    private int users;
    private int threads;

    private BlasThreads(Optional<NativeLibrary> library) {
        this.library = library;
    }

    /** From now on, until as often closed, products use the threads that call for them. */
    static BlasThreads callerOnly() {
        CALLER_ONLY.enter();
        return CALLER_ONLY;
    }

    private synchronized void enter() {
        if (users++ == 0) {
            threads = library.map(BlasThreads::count).orElse(1);
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
        library.ifPresent(blas -> function(blas, "openblas_set_num_threads").invokeVoid(new Object[] {count}));
    }

    private static int count(NativeLibrary blas) {
        return function(blas, "openblas_get_num_threads").invokeInt(new Object[] {});
    }

    private static Function function(NativeLibrary blas, String name) {
        return blas.getFunction(name);
    }

    /** The library that is loaded already; none where another BLAS serves in its place. */
    private static Optional<NativeLibrary> library() {
        var bindings = Loader.load(openblas_nolapack.class);
        var loaded = bindings == null ? Path.of("") : Path.of(bindings).resolveSibling("libopenblas.so.0");
        try {
            var blas = NativeLibrary.getInstance(loaded.toString());
            blas.getFunction("openblas_set_num_threads");
            return Optional.of(blas);
        } catch (UnsatisfiedLinkError e) {
            return Optional.empty();
        }
    }
}
