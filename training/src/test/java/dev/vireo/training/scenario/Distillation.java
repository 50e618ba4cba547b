package dev.vireo.training.scenario;

import dev.vireo.nn.Block;
import dev.vireo.nn.Layer;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.activation.ReLU;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.training.Phase;
import dev.vireo.training.Trainer;
import dev.vireo.training.WeightedLoss;
import dev.vireo.training.data.Batch;
import dev.vireo.training.data.Dataset;
import dev.vireo.training.metric.Metric;
import dev.vireo.training.optimizer.AdamW;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** A small network that learns the answers of a larger one, softened by a temperature. (Hinton et al. 2015) */
final class Distillation implements Scenario {
    private static final double TEMPERATURE = 2;

    private final Layer student = new Sequential(new Linear(4, 8), new ReLU(), new Linear(8, 3));
    private final Layer teacher = new Sequential(new Linear(4, 32), new ReLU(), new Linear(32, 3)).freeze();
    private final long[] answer = bestClasses(IntStream.range(0, 60).toArray());

    @Override
    public Trainer trainer() {
        return Trainer.of(student)
                .phase(Phase.of(student, this::imitate).optimizer(AdamW.of(3e-2)))
                .metrics(Metric.accuracy().of("logits", "answer"));
    }

    private WeightedLoss imitate(Batch batch) {
        var logits = student.call(batch.input());
        var soft = logits.div(TEMPERATURE).logSoftmax(1);
        var wanted = answers(batch.input()).div(TEMPERATURE).softmax(1);
        var divergence = wanted.mul(wanted.log().sub(soft)).sum();
        return WeightedLoss.of(divergence.mul(TEMPERATURE * TEMPERATURE), batch.size())
                .output("logits", logits);
    }

    private long[] bestClasses(int... places) {
        try (var scope = TensorScope.open()) {
            return answers(points(places)).argMax(1).toLongArray();
        }
    }

    private Tensor answers(Tensor input) {
        try (var off = Autograd.noGrad()) {
            return teacher.call(input);
        }
    }

    @Override
    public Block net() {
        return student;
    }

    @Override
    public Dataset data() {
        return new Drawn(60, places -> {
            var input = points(places);
            var answers =
                    Arrays.stream(places).mapToLong(place -> answer[place]).toArray();
            return new Batch(Map.of("input", input, "answer", Tensor.of(answers, places.length)));
        });
    }

    private static Tensor points(int... places) {
        var values = new float[4 * places.length];
        for (int i = 0; i < places.length; i++) {
            var generator = Generator.seeded(places[i]);
            for (int k = 0; k < 4; k++) {
                values[4 * i + k] = (float) generator.nextGaussian();
            }
        }
        return Tensor.of(values, places.length, 4);
    }

    @Override
    public void toMeta() {
        student.to(Device.META, DType.FLOAT32);
        teacher.to(Device.META, DType.FLOAT32);
    }

    @Override
    public String metric() {
        return "logits accuracy";
    }

    @Override
    public double goal() {
        return 0.85;
    }
}
