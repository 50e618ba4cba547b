package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Update;

/** Decomposes in-place updates: computes new values and copies them to the old memory. */
final class UpdateDecompositions {
    private static final Tensor[] NOTHING = {};

    private UpdateDecompositions() {}

    /** Performs an update, which has no result. */
    @FunctionalInterface
    private interface Work<O extends Op> {
        void apply(O op, Tensor[] in);
    }

    static OpTable<Decomposition<?>> table() {
        return new DecompositionTable("update")
                .row(
                        Update.AddInto.class,
                        work((op, in) -> in[0].assign(HalfPrecision.widened(in[0])
                                .add(HalfPrecision.widened(in[1]).mul(op.alpha())))))
                .row(
                        Update.ScaleInto.class,
                        work((op, in) ->
                                in[0].assign(HalfPrecision.widened(in[0]).mul(op.factor()))))
                .row(Update.LerpInto.class, work((op, in) -> {
                    var target = HalfPrecision.widened(in[0]);
                    in[0].assign(
                            target.add(HalfPrecision.widened(in[1]).sub(target).mul(op.weight())));
                }))
                .row(
                        Update.CopyRowsInto.class,
                        work((op, in) -> in[0].assign(
                                in[0].scatter(0, IndexingDecompositions.everywhere(in[1], 0, in[0]), in[2]))))
                .row(Update.FusedSgd.class, work(UpdateDecompositions::sgd))
                .row(Update.FusedAdam.class, work(UpdateDecompositions::adam))
                .row(Update.UnscaleAndCheck.class, work(UpdateDecompositions::unscale))
                .build();
    }

    private static <O extends Op> Decomposition<O> work(Work<O> work) {
        return (op, in) -> {
            work.apply(op, in);
            return NOTHING;
        };
    }

    private static void sgd(Update.FusedSgd op, Tensor[] in) {
        int n = op.count();
        for (int i = 0; i < n; i++) {
            var parameter = HalfPrecision.widened(in[i]);
            var gradient = HalfPrecision.widened(in[in.length - n + i]);
            var step = op.weightDecay() == 0 ? gradient : gradient.add(parameter.mul(op.weightDecay()));
            if (op.momentum() != 0) {
                var before = HalfPrecision.widened(in[n + i]);
                var momentum = op.firstStep() ? step : before.mul(op.momentum()).add(step.mul(1 - op.dampening()));
                in[n + i].assign(momentum);
                step = op.nesterov() ? step.add(momentum.mul(op.momentum())) : momentum;
            }
            in[i].assign(parameter.sub(step.mul(op.learningRate())));
        }
    }

    private static void adam(Update.FusedAdam op, Tensor[] in) {
        int n = op.count();
        double firstCorrection = 1 - Math.pow(op.beta1(), op.step());
        double secondCorrection = 1 - Math.pow(op.beta2(), op.step());
        for (int i = 0; i < n; i++) {
            var parameter = HalfPrecision.widened(in[i]);
            var gradient = HalfPrecision.widened(in[in.length - n + i]);
            if (op.decoupled()) {
                parameter = parameter.mul(1 - op.learningRate() * op.weightDecay());
            } else if (op.weightDecay() != 0) {
                gradient = gradient.add(parameter.mul(op.weightDecay()));
            }
            var first = moment(in[n + i], gradient, op.beta1());
            var second = moment(in[2 * n + i], gradient.square(), op.beta2());
            if (op.amsgrad()) {
                second = HalfPrecision.widened(in[3 * n + i]).maximum(second);
                in[3 * n + i].assign(second);
            }
            var deviation = second.sqrt().div(Math.sqrt(secondCorrection)).add(op.eps());
            in[i].assign(parameter.sub(first.div(deviation).mul(op.learningRate() / firstCorrection)));
        }
    }

    /** Updates the running mean in place and returns it. */
    private static Tensor moment(Tensor mean, Tensor value, double beta) {
        var next = HalfPrecision.widened(mean).mul(beta).add(value.mul(1 - beta));
        mean.assign(next);
        return next;
    }

    private static void unscale(Update.UnscaleAndCheck op, Tensor[] in) {
        int n = in.length - 2;
        var found = in[n + 1];
        var inverse = in[n].reciprocal();
        for (int i = 0; i < n; i++) {
            var endless = in[i].isFinite().all().logicalNot();
            found.assign(found.maximum(
                    endless.to(DType.FLOAT32).reshape(found.shape().toArray())));
            in[i].assign(HalfPrecision.widened(in[i]).mul(inverse));
        }
    }
}
