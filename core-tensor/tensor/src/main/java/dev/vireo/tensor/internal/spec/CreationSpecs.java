package dev.vireo.tensor.internal.spec;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.*;

/** Spec rules of creation, random draws and conversions. */
final class CreationSpecs {
    private CreationSpecs() {}

    static OpTable<SpecRule<?>> table() {
        return new SpecTable("creation")
                .rule(Creation.Full.class, (op, in) -> Check.one(op.spec()))
                .rule(Creation.Arange.class, (op, in) -> vector(op, op.spec()))
                .rule(Random.RandomUniform.class, (op, in) -> floating(op, op.spec()))
                .rule(Random.RandomNormal.class, (op, in) -> floating(op, op.spec()))
                .rule(Random.RandomInteger.class, (op, in) -> {
                    if (op.low() >= op.high() || !op.spec().dtype().isIntegral()) {
                        throw Check.dtype(
                                op,
                                "takes an integral type and low < high, got "
                                        + op.spec().dtype() + ", " + op.low() + " and " + op.high());
                    }
                    return Check.one(op.spec());
                })
                .rule(Random.RandomPermutation.class, (op, in) -> vector(op, op.spec()))
                .rule(Random.Bernoulli.class, (op, in) -> {
                    Check.floating(op, in[0]);
                    return Check.one(in[0].with(op.dtype()));
                })
                .rule(Random.Multinomial.class, (op, in) -> {
                    Check.floating(op, in[0]);
                    Check.rank(op, "weights", in[0], 1, 2);
                    long from = in[0].shape().size(-1);
                    if (!op.replacement() && op.samples() > from) {
                        throw Check.shape(op, op.samples() + " draws without replacement from " + from);
                    }
                    return Check.one(
                            in[0].with(in[0].shape().with(-1, op.samples())).with(DType.INT64));
                })
                .rule(Conversion.Cast.class, (op, in) -> Check.one(in[0].with(op.dtype())))
                .rule(Conversion.ToDevice.class, (op, in) -> Check.one(in[0].with(op.device())))
                .rule(Conversion.Copy.class, (op, in) -> in)
                .rule(Conversion.Contiguous.class, (op, in) -> in)
                .build();
    }

    private static TensorSpec[] floating(Op op, TensorSpec spec) {
        Check.floating(op, spec);
        return Check.one(spec);
    }

    private static TensorSpec[] vector(Op op, TensorSpec spec) {
        Check.rank(op, "the result", spec, 1, 1);
        return Check.one(spec);
    }
}
