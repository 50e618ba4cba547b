package dev.vireo;

import dev.vireo.nn.Block;
import dev.vireo.training.Trainer;
import dev.vireo.training.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AccessibleObject;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * An example that shows a kind of training: a block with a constructor and two methods, {@code Trainer trainer()} and
 * {@code static Dataset data()}.
 */
record Scenario(Block net) implements AutoCloseable {
    private static final int SAMPLES = 60;
    private static final ClassLoader EXAMPLES = compiled();

    /** Creates the block of an example, with new parameters. */
    static Scenario of(String example) {
        try {
            var constructor = EXAMPLES.loadClass(example).getDeclaredConstructor();
            return new Scenario((Block) accessible(constructor).newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("examples/" + example + ".java", e);
        }
    }

    Trainer trainer() {
        return (Trainer) call("trainer");
    }

    Dataset data() {
        return ((Dataset) call("data")).first(SAMPLES);
    }

    @Override
    public void close() {
        net.close();
    }

    private Object call(String method) {
        try {
            return accessible(net.getClass().getDeclaredMethod(method)).invoke(net);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(net.getClass().getName() + "." + method, e);
        }
    }

    private static <T extends AccessibleObject> T accessible(T member) {
        member.setAccessible(true); // examples are not public
        return member;
    }

    private static ClassLoader compiled() {
        try (var files = Files.list(Root.folder().resolve("examples"))) {
            var classes = Files.createDirectories(Path.of("target", "examples"));
            var options =
                    Stream.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString());
            var arguments = Stream.concat(options, files.map(Path::toString)).toArray(String[]::new);
            if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments) != 0) {
                throw new IllegalStateException("the examples do not compile");
            }
            return new URLClassLoader(new URL[] {classes.toUri().toURL()});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
