package dev.vireo.tensor.internal.spec;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.*;

/** Spec rules of in-place updates, which have no results. */
final class UpdateSpecs {
    private static final TensorSpec[] NONE = new TensorSpec[0];

    private UpdateSpecs() {}

    static OpTable<SpecRule<?>> table() {
        return new SpecTable("update")
                .rule(Update.CopyInto.class, UpdateSpecs::fromSource)
                .rule(Update.AddInto.class, UpdateSpecs::fromSource)
                .rule(Update.LerpInto.class, UpdateSpecs::fromSource)
                .rule(Update.ScaleInto.class, (op, in) -> {
                    Check.inputs(op, in, 1, 1);
                    return none();
                })
                .rule(Update.CopyRowsInto.class, UpdateSpecs::rows)
                .rule(Update.FusedSgd.class, (op, in) -> grouped(op, in, op.count(), op.momentum() == 0 ? 2 : 3))
                .rule(Update.FusedAdam.class, (op, in) -> grouped(op, in, op.count(), op.amsgrad() ? 5 : 4))
                .rule(Update.UnscaleAndCheck.class, (op, in) -> {
                    Check.inputs(op, in, 2, Integer.MAX_VALUE);
                    return none();
                })
                .build();
    }

    private static TensorSpec[] none() {
        return NONE.clone();
    }

    private static TensorSpec[] fromSource(Op op, TensorSpec[] in) {
        Check.inputs(op, in, 2, 2);
        if (!in[1].shape().expandsTo(in[0].shape())) {
            throw Check.shape(op, "the source " + in[1].shape() + " does not expand to the target " + in[0].shape());
        }
        return none();
    }

    private static TensorSpec[] rows(Op op, TensorSpec[] in) {
        Check.inputs(op, in, 3, 3);
        Check.rank(op, "the target", in[0], 1, Integer.MAX_VALUE);
        Check.index(op, in[1]);
        Check.rank(op, "the index", in[1], 1, 1);
        Check.size(
                op,
                "the source",
                in[2].shape(),
                in[0].shape().with(0, in[1].shape().elements()));
        if (in[2].dtype() != in[0].dtype()) {
            throw Check.dtype(
                    op, "the source is " + in[2].dtype() + "; expected the type of the target, " + in[0].dtype());
        }
        return none();
    }

    private static TensorSpec[] grouped(Op op, TensorSpec[] in, int count, int groups) {
        Check.inputs(op, in, count * groups, count * groups);
        for (int i = count; i < in.length; i++) {
            var parameter = in[i % count];
            Check.size(op, "input " + i, in[i].shape(), parameter.shape());
            if (in[i].dtype() != parameter.dtype() && !(parameter.dtype().isHalf() && in[i].dtype() == DType.FLOAT32)) {
                throw Check.dtype(
                        op,
                        "input " + i + " is " + in[i].dtype() + "; expected the type of its parameter, "
                                + parameter.dtype() + (parameter.dtype().isHalf() ? ", or float32" : ""));
            }
        }
        return none();
    }
}
