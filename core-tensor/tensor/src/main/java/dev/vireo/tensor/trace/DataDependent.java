package dev.vireo.tensor.trace;

import dev.vireo.tensor.engine.ResultSpecs;
import java.util.List;
import java.util.stream.Stream;

/** Operations whose results have as many elements as the data say. */
final class DataDependent {
    private DataDependent() {}

    /** Whether the sizes of a call's results depend on data. */
    static boolean is(RecordedRun.Call call, RecordedRun in) {
        return ResultSpecs.of(
                        call.op(), call.inputs().stream().map(in.specs()::get).toList())
                .isEmpty();
    }

    /** Whether there is such a call whose results had the same size in all runs, so that it looks constant. */
    static boolean isUndecided(List<RecordedRun> runs) {
        return undecided(runs).findAny().isPresent();
    }

    /**
     * Refuses a size that looks constant and that later steps may have used as a number.
     *
     * @throws UntraceableException if there is one
     */
    static void requireDecided(List<RecordedRun> runs) {
        undecided(runs)
                .filter(call -> runs.get(0).calls().stream()
                        .anyMatch(user -> user.inputs().containsAll(call.outputs())))
                .findFirst()
                .ifPresent(call -> {
                    throw new UntraceableException(
                            "trace: the size of what " + call + " finds is the same for all values"
                                    + " that were tried, and cannot be told from a constant; give a sample of more different values");
                });
    }

    private static Stream<RecordedRun.Call> undecided(List<RecordedRun> runs) {
        var first = runs.get(0);
        return first.calls().stream().filter(call -> is(call, first)).filter(call -> {
            int value = call.outputs().get(0);
            return runs.stream().map(run -> run.specs().get(value)).distinct().count() == 1;
        });
    }
}
