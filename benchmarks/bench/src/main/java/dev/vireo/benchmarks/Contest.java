package dev.vireo.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** Runs the contenders alternately on each task, so that other load on the machine affects all of them equally. */
final class Contest {
    private final Path benchmarks;
    private final Turn turn;
    private final int rounds;
    private final List<Contender> contenders;
    private final Scores scores = new Scores();

    Contest(Path benchmarks, Effort effort, Measure measure, List<Contender> contenders) {
        this.benchmarks = benchmarks;
        this.turn = new Turn(benchmarks, effort, measure);
        this.rounds = effort.rounds();
        this.contenders = contenders;
    }

    Scores scores() {
        return scores;
    }

    void play(Task task) {
        for (int round = 1; round <= rounds; round++) {
            play(task, round);
        }
        tell("");
    }

    private void play(Task task, int round) {
        for (var contender : contenders) {
            if (!contender.has(task, benchmarks) || scores.hasFailed(task, contender)) {
                continue;
            }
            tell(task.title() + ": " + contender.title + ", round " + round + " of " + rounds);
            try {
                scores.add(task, contender, turn.measure(contender, task));
            } catch (ContenderException e) {
                scores.fail(task, contender, e.reason());
            }
        }
    }

    /** Shows the current measurement on a terminal. Prints nothing to a pipe. */
    private static void tell(String line) {
        if (System.console() != null) {
            System.err.printf("\r%-79s\r%s", "", line);
        }
    }
}
