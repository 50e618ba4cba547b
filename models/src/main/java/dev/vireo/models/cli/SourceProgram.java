package dev.vireo.models.cli;

import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.file.FileErrors;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A program that is given as source files. It runs as {@code java} would run it, in this process. */
final class SourceProgram {
    private static final int FAILED = 1;

    private final Method main;

    private SourceProgram(Method main) {
        this.main = main;
    }

    /**
     * Compiles files. The first one has the main method.
     *
     * @throws VireoException if they do not compile, or there is no main method
     */
    static SourceProgram ofFiles(List<Path> files) {
        var first = files.get(0);
        var mains = mains(CompiledSources.of(files), first);
        return new SourceProgram(mains.stream()
                .filter(each -> mains.size() == 1
                        || first.endsWith(each.getDeclaringClass().getSimpleName() + ".java"))
                .findFirst()
                .orElseThrow(() -> new VireoException("run: " + first + " has no class with a method"
                        + " public static void main(String[]); name the file that has it first")));
    }

    /**
     * Compiles all source files below a folder. One class of them has a main method.
     *
     * @throws VireoException if they do not compile, or no class or several ones have a main method
     */
    static SourceProgram ofFolder(Path folder) {
        var files = sources(folder);
        var compiled = CompiledSources.of(files);
        var programs =
                files.stream().filter(file -> !mains(compiled, file).isEmpty()).toList();
        if (programs.size() != 1) {
            throw new VireoException("run: " + folder + " has " + programs.size()
                    + " files with a method public static void main(String[])"
                    + (programs.isEmpty()
                            ? ""
                            : ", " + programs.stream().map(Path::toString).collect(Collectors.joining(", ")))
                    + "; expected one, or the files by name with that one first");
        }
        return new SourceProgram(mains(compiled, programs.get(0)).get(0));
    }

    /**
     * Runs the program until its last thread that is not a daemon ends.
     *
     * @return 0, or 1 after an exception, whose stack trace is printed
     */
    int run(String... arguments) {
        Thread.currentThread().setContextClassLoader(main.getDeclaringClass().getClassLoader());
        try {
            main.invoke(null, (Object) arguments);
            awaitThreads();
            return 0;
        } catch (InvocationTargetException e) {
            printTrace(Optional.ofNullable(e.getCause()).orElse(e));
            return FAILED;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the main method is accessible", e);
        }
    }

    private static List<Path> sources(Path folder) {
        try (var files = Files.walk(folder)) {
            var sources = files.filter(file -> file.toString().endsWith(".java") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
            if (sources.isEmpty()) {
                throw new VireoException("run: the folder " + folder + " holds no Java files");
            }
            return sources;
        } catch (IOException e) {
            throw FileErrors.cannot("list", folder, e);
        }
    }

    private static List<Method> mains(CompiledSources compiled, Path file) {
        return compiled.classesOf(file).stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(SourceProgram::isMain)
                .toList();
    }

    private static boolean isMain(Method method) {
        boolean isMain = method.getName().equals("main")
                && method.getReturnType() == void.class
                && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String[].class})
                && Modifier.isStatic(method.getModifiers())
                && Modifier.isPublic(method.getModifiers());
        return isMain && method.trySetAccessible(); // its class need not be public
    }

    /** The process would end with the command, and stop threads that the program has started. */
    private static void awaitThreads() {
        for (var thread : Thread.getAllStackTraces().keySet()) {
            boolean isOfProgram =
                    thread.getThreadGroup() == Thread.currentThread().getThreadGroup();
            if (isOfProgram && !thread.isDaemon() && thread != Thread.currentThread()) {
                join(thread);
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves out the frames below the program's own. */
    private void printTrace(Throwable thrown) {
        var frames = List.of(thrown.getStackTrace());
        int end = frames.size();
        while (end > 0
                && !frames.get(end - 1)
                        .getClassName()
                        .equals(main.getDeclaringClass().getName())) {
            end--;
        }
        if (end > 0) {
            thrown.setStackTrace(frames.subList(0, end).toArray(StackTraceElement[]::new));
        }
        System.err.print("Exception in thread \"main\" ");
        thrown.printStackTrace();
    }
}
