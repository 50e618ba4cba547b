package dev.vireo.training;

import dev.vireo.tensor.Generator;
import dev.vireo.training.average.WeightAverage;
import dev.vireo.training.callback.Callback;
import dev.vireo.training.callback.EarlyStopping;
import dev.vireo.training.checkpoint.Checkpoints;
import dev.vireo.training.data.Transform;
import dev.vireo.training.metric.Metric;
import dev.vireo.training.optimizer.AdamW;
import dev.vireo.training.report.StepReport;
import dev.vireo.training.schedule.Schedule;
import java.nio.file.Path;

/**
 * The program that {@link KillTest} kills: a run with a weight average, augmentation, a plateau schedule, early
 * stopping, and a checkpoint every two steps. It resumes from the checkpoints in the given folder, and prints a line
 * after each step.
 */
final class KillRun {
    static final String STEP = "step";
    static final int STEPS = 120;

    private static final int EPOCHS = 8;

    private KillRun() {}

    public static void main(String[] arguments) {
        Transform noise = (sample, random) -> sample.withInput(sample.input().add(0.05 * random.nextGaussian()));
        Generator.seeded(9).use();
        try (var net = Rings.network();
                var average = WeightAverage.exponential(net, 0.9);
                var train = Rings.draw(120, 1).map(noise).shuffled(4).batches(8);
                var test = Rings.draw(50, 2).batches(50)) {
            Trainer.of(net, Loss.crossEntropy())
                    .optimizer(AdamW.of(1e-2))
                    .schedule(Schedule.plateauOfLargest("accuracy")
                            .patience(0)
                            .gamma(0.5)
                            .warmup(5))
                    .metrics(Metric.accuracy())
                    .average(average)
                    .callbacks(EarlyStopping.whenNotLarger("accuracy", 7), printSteps())
                    .checkpoints(
                            new Checkpoints(Path.of(arguments[0])).everySteps(2).keepLargest("accuracy"))
                    .resume()
                    .quiet()
                    .fit(train, test, Epochs.of(EPOCHS));
        }
    }

    private static Callback printSteps() {
        return new Callback() {
            @Override
            public void onStep(StepReport report) {
                System.out.println(STEP);
            }
        };
    }
}
