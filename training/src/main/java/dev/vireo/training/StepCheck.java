package dev.vireo.training;

import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.autograd.AnomalyDetector;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.listener.ListenerScope;
import dev.vireo.training.anomaly.AnomalySearch;
import dev.vireo.training.data.Batch;
import java.util.List;
import java.util.function.Supplier;

/** Ends a run when a loss or a gradient is not finite, before the parameters are updated, and says where it comes from. */
final class StepCheck {
    private static final String ADVICE =
            "; lower the learning rate, clip gradients, or continue all the same with allowNonFinite()";

    private final Networks nets;
    private final Mode mode;

    /** The values that are checked. */
    enum Mode {
        /** Nothing. */
        NOTHING,
        /** The loss of each batch if it is on the CPU. On other devices a read would wait for the device. */
        LOSS,
        /** The results of all operations, forward and backward. */
        OPERATIONS
    }

    /**
     * A batch of a run.
     *
     * @param loss the name of the loss
     * @param epoch from 1
     * @param batch of the epoch, from 1
     * @param step of the run, from 1
     */
    record Place(String loss, long epoch, long batch, long step) {
        @Override
        public String toString() {
            return "in epoch " + epoch + ", batch " + batch + " (step " + step + ")";
        }
    }

    /** A check of these networks; of nothing on meta, where losses have no values. */
    StepCheck(Networks nets, Mode mode) {
        this.nets = nets;
        this.mode = nets.device().isMeta() ? Mode.NOTHING : mode;
    }

    boolean mustBeFinite() {
        return mode != Mode.NOTHING;
    }

    /**
     * Runs the forward pass of a batch.
     *
     * @throws NonFiniteLossException if the loss is checked and not finite
     */
    WeightedLoss forward(Batch batch, Supplier<WeightedLoss> objective, Place place) {
        return switch (mode) {
            case NOTHING -> objective.get();
            case LOSS -> checkedLoss(batch, objective, place);
            case OPERATIONS -> checkedForward(batch, objective, place);
        };
    }

    private WeightedLoss checkedLoss(Batch batch, Supplier<WeightedLoss> objective, Place place) {
        long generator = Generator.current().state();
        var loss = objective.get();
        if (loss.sum().device().isCpu() && !Double.isFinite(loss.sum().item())) {
            throw refuse(
                    loss,
                    place,
                    search().cause(batch, generator, () -> objective.get().sum()));
        }
        return loss;
    }

    private WeightedLoss checkedForward(Batch batch, Supplier<WeightedLoss> objective, Place place) {
        var detector = new AnomalyDetector();
        WeightedLoss loss;
        try (var listening = ListenerScope.open(detector)) {
            loss = objective.get();
        }
        if (!AnomalyDetector.isFinite(loss.sum())) {
            var elsewhere = search().inBatchOrParameters(batch);
            throw refuse(loss, place, elsewhere.orElseGet(() -> AnomalySearch.source(detector, loss.sum())));
        }
        return loss;
    }

    /**
     * Runs the backward pass of a loss.
     *
     * @param parameters whose gradients are checked
     * @throws NonFiniteLossException if operations are checked and a gradient is not finite
     */
    void backward(Tensor loss, List<Tensor> parameters, Place place) {
        if (mode != Mode.OPERATIONS) {
            loss.backward();
            return;
        }
        var detector = new AnomalyDetector();
        try (var listening = ListenerScope.open(detector)) {
            loss.backward();
        }
        detector.firstInBackward().filter(source -> reaches(parameters)).ifPresent(source -> {
            throw new NonFiniteLossException("training: a gradient of the " + place.loss() + " is NaN or infinite "
                    + place + "; " + AnomalySearch.first(source) + ADVICE);
        });
    }

    /** The error for a total loss that was read some steps after it became NaN or infinite. */
    NonFiniteLossException tooLate(String what) {
        return new NonFiniteLossException("training: " + what
                + search().inParameters().map(each -> "; " + each).orElse("")
                + "; to see which operation it comes from, resume() with detectAnomalies()" + ADVICE);
    }

    private AnomalySearch search() {
        return new AnomalySearch(nets.namedParameters(), nets.buffers());
    }

    private static NonFiniteLossException refuse(WeightedLoss loss, Place place, String cause) {
        return new NonFiniteLossException("training: the " + place.loss() + " is "
                + kind(loss.sum().item()) + " " + place + "; " + cause + ADVICE);
    }

    /** Returns {@code NaN} or {@code infinite}. */
    static String kind(double value) {
        return Double.isNaN(value) ? "NaN" : "infinite";
    }

    private static boolean reaches(List<Tensor> parameters) {
        return parameters.stream()
                .flatMap(each -> Autograd.gradientValues(each).stream())
                .anyMatch(gradient -> !AnomalyDetector.isFinite(gradient));
    }
}
