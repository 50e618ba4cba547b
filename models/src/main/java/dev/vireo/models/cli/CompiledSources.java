package dev.vireo.models.cli;

import dev.vireo.tensor.VireoException;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Classes that were compiled from source files into memory, against the classpath of this process. */
final class CompiledSources extends ClassLoader {
    private final Map<String, Compiled> classes;

    private CompiledSources(Map<String, Compiled> classes) {
        super(ClassLoader.getSystemClassLoader());
        this.classes = classes;
    }

    /**
     * Compiles files. The compiler's messages go to standard error.
     *
     * @throws VireoException if there is no compiler, or the files do not compile
     */
    static CompiledSources of(List<Path> files) {
        var compiler = Optional.ofNullable(ToolProvider.getSystemJavaCompiler())
                .orElseThrow(() -> new VireoException(
                        "run: " + System.getProperty("java.home") + " has no Java compiler; set JAVA_HOME to a JDK"));
        var standard = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        var memory = new Memory(standard);
        var messages = new OutputStreamWriter(System.err, Charset.defaultCharset());
        if (!task(compiler, memory, messages, standard.getJavaFileObjectsFromPaths(files))
                .call()) {
            throw new VireoException("run: the program does not compile");
        }
        return new CompiledSources(memory.classes);
    }

    /** The classes that a source file declares. */
    List<Class<?>> classesOf(Path file) {
        return classes.entrySet().stream()
                .filter(each -> each.getValue().isFrom(file))
                .<Class<?>>map(each -> loaded(each.getKey()))
                .toList();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        var compiled = classes.get(name);
        if (compiled == null) {
            throw new ClassNotFoundException(name);
        }
        var bytes = compiled.bytes.toByteArray();
        return defineClass(name, bytes, 0, bytes.length);
    }

    private Class<?> loaded(String name) {
        try {
            return loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the compiler wrote it", e);
        }
    }

    private static JavaCompiler.CompilationTask task(
            JavaCompiler compiler,
            JavaFileManager files,
            OutputStreamWriter messages,
            Iterable<? extends JavaFileObject> sources) {
        var options = List.of("-proc:none", "-classpath", System.getProperty("java.class.path"));
        return compiler.getTask(messages, files, null, options, null, sources);
    }

    /** Keeps class files in memory. */
    private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, Compiled> classes = new LinkedHashMap<>();

        Memory(StandardJavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            var compiled = new Compiled(className, sibling.toUri());
            classes.put(className, compiled);
            return compiled;
        }
    }

    /** The class file of a class. */
    private static final class Compiled extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final URI source;

        Compiled(String className, URI source) {
            super(URI.create("memory:///" + className.replace('.', '/') + Kind.CLASS.extension), Kind.CLASS);
            this.source = source;
        }

        boolean isFrom(Path file) {
            return file.toUri().equals(source);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }
}
