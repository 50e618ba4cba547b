import dev.vireo.models.data.Datasets;
import dev.vireo.nn.*;
import dev.vireo.nn.activation.*;
import dev.vireo.tensor.*;
import dev.vireo.tensor.autograd.*;
import dev.vireo.training.*;
import dev.vireo.training.data.*;
import dev.vireo.training.metric.*;
import dev.vireo.training.optimizer.*;

/**
 * A small network learns the outputs of a larger one, softened by a temperature (Hinton et al. 2015): {@code ./vireo run
 * examples/Distillation.java}.
 */
class Distillation extends Block {
    private static final double TEMPERATURE = 4;

    private final Layer teacher = child("teacher", classifier(256));
    private final Layer student = child("student", classifier(16));

    /** Images [N, 1, 8, 8] to logits [N, 10]. */
    private static Layer classifier(int hidden) {
        return new Sequential(new Flatten(), new Linear(64, hidden), new ReLU(), new Linear(hidden, 10));
    }

    Trainer trainer() {
        teacher.freeze();
        return Trainer.of(this)
                .phase(Phase.of(student, this::imitate).optimizer(AdamW.of(1e-2)))
                .metrics(Metric.accuracy().of("logits", "target"));
    }

    private WeightedLoss imitate(Batch batch) {
        var logits = student.call(batch.input());
        var logProbabilities = logits.div(TEMPERATURE).logSoftmax(1);
        var wanted = softened(batch.input());
        var divergence = wanted.mul(wanted.log().sub(logProbabilities)).sum();
        return WeightedLoss.of(divergence.mul(TEMPERATURE * TEMPERATURE), batch.size()).output("logits", logits);
    }

    private Tensor softened(Tensor images) {
        try (var off = Autograd.noGrad()) {
            return teacher.call(images).div(TEMPERATURE).softmax(1);
        }
    }

    static Dataset data() {
        return Datasets.digits().train();
    }

    public static void main(String[] arguments) {
        Generator.seeded(1).use();
        try (var net = new Distillation()) {
            Trainer.of(net.teacher, Loss.crossEntropy())
                    .optimizer(AdamW.of(3e-3))
                    .fit(data().shuffled(2).batches(64), Epochs.of(10));
            var test = Datasets.digits().test().batches(256);
            var result = net.trainer().fit(data().shuffled(3).batches(64), test, Epochs.of(20));
            System.out.printf("accuracy %.3f%n", result.last().metric("logits accuracy"));
        }
    }
}
