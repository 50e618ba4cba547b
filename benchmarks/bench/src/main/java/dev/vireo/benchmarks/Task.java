package dev.vireo.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One row of the table: a benchmark class, which each contender's package may contain, and its JMH parameters.
 *
 * @param title the name in the table
 * @param type the simple name of the benchmark class
 * @param parameters the JMH parameters
 * @param brief whether the task belongs to the short set
 */
record Task(String title, String type, Map<String, String> parameters, boolean brief) {
    private static final Task ADD = new Task("add of 16", "SmallAdd", Map.of(), true);

    /** All tasks, in the order of the table. */
    static List<Task> all() {
        return List.of(
                ADD,
                new Task("10 ops of 16, forward and backward", "TenOps", Map.of(), true),
                matmul(256, "float32", false),
                matmul(256, "bfloat16", false),
                matmul(1024, "float32", true),
                matmul(1024, "bfloat16", true),
                convolution("float32"),
                convolution("bfloat16"),
                new Task("CNN training step, batch 64", "TrainingStep", Map.of(), true),
                recurrence("LSTM"),
                recurrence("GRU"),
                recurrence("RNN"));
    }

    /** The tasks for measuring overhead: one with almost nothing to compute, and one with more. */
    static List<Task> ofOverhead() {
        return List.of(ADD, matmul(256, "float32", false));
    }

    /** Whether the pattern matches a part of the title or of the class name, ignoring case. */
    boolean matches(Pattern pattern) {
        return pattern.matcher(title).find() || pattern.matcher(type).find();
    }

    private static Task matmul(int size, String dtype, boolean brief) {
        var title = String.format(Locale.ROOT, "matmul %d, %s", size, dtype);
        return new Task(title, "MatMul", Map.of("size", Integer.toString(size), "dtype", dtype), brief);
    }

    private static Task convolution(String dtype) {
        return new Task("conv 3x3, " + dtype, "Convolution", Map.of("dtype", dtype), true);
    }

    private static Task recurrence(String cell) {
        return new Task(cell + ", forward and backward", "Recurrence", Map.of("cell", cell), false);
    }
}
