package dev.vireo.training;

import static dev.vireo.nn.loss.Losses.crossEntropy;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Autocast;
import dev.vireo.tensor.Autograd;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.TensorScope;
import dev.vireo.training.data.Batch;
import dev.vireo.training.data.DataLoader;
import dev.vireo.training.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Trains a classifier by cross entropy: the loop, and how well the result does. */
public final class Classification {
    private final Layer net;
    private final Optimizer optimizer;
    private final Precision precision;

    public Classification(Layer net, Optimizer optimizer, Precision precision) {
        this.net = net;
        this.optimizer = optimizer;
        this.precision = precision;
    }

    /**
     * Trains for some epochs; the learning rate falls from its start to zero along half a cosine
     * (Loshchilov and Hutter 2017).
     *
     * @param after told of each epoch
     */
    public List<EpochReport> fit(DataLoader train, DataLoader test, int epochs, Consumer<EpochReport> after) {
        var reports = new ArrayList<EpochReport>();
        double start = optimizer.learningRate();
        long total = (long) epochs * train.batches();
        long done = 0;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            net.train();
            long begun = System.nanoTime();
            double loss = 0;
            for (var batch : train) {
                optimizer.learningRate(start * 0.5 * (1 + Math.cos(Math.PI * done++ / total)));
                loss += step(batch) * batch.size();
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            var report = new EpochReport(
                    epoch, loss / train.samples(), accuracy(net, test), seconds, train.samples() / seconds);
            reports.add(report);
            after.accept(report);
        }
        return reports;
    }

    /** The share of the samples whose largest logit is the target's. */
    public static double accuracy(Layer net, DataLoader samples) {
        net.eval();
        long right = 0;
        for (var batch : samples) {
            try (var scope = TensorScope.open();
                    var off = Autograd.noGrad()) {
                batch.in(scope);
                var logits = net.call(batch.input());
                right += (long) logits.argMax(1)
                        .eq(batch.target())
                        .to(DType.INT64)
                        .sum()
                        .item();
            }
        }
        return (double) right / samples.samples();
    }

    private double step(Batch batch) {
        try (var scope = TensorScope.open()) {
            batch.in(scope);
            double value;
            try (var cast = Autocast.open(precision.lower())) {
                var loss = crossEntropy(net.call(batch.input()), batch.target());
                loss.backward();
                value = loss.item();
            }
            optimizer.step();
            return value;
        }
    }
}
