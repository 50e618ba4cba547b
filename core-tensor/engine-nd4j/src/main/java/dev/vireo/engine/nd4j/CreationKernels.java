package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Creation;
import dev.vireo.tensor.op.Random;

/** Kernels that create tensors. */
final class CreationKernels {
    private static final CustomOperation UNIFORM = CustomOperation.named("randomuniform");

    private CreationKernels() {}

    static KernelTable table() {
        var rows = KernelTable.of("nd4j creation");
        Results.mover(rows, Creation.Full.class, (op, in, y, work) -> work.fill(op.value(), y));
        Results.mover(rows, Creation.Arange.class, (op, in, y, work) -> {
            var indices = work.cast(work.count(y.elements()), DType.FLOAT64);
            CustomOperation.MULTIPLY.run(indices, indices, work.number(op.step(), DType.FLOAT64, Shape.SCALAR));
            CustomOperation.ADD.run(indices, indices, work.number(op.start(), DType.FLOAT64, Shape.SCALAR));
            work.assign(indices, y);
        });
        Results.mover(rows, Random.RandomUniform.class, CreationKernels::uniform);
        return rows.build();
    }

    /** Values that round up to the exclusive upper bound are replaced by the lower bound. */
    private static void uniform(Random.RandomUniform op, Nd4jTensor[] in, Nd4jTensor y, Intermediates work) {
        var dtype = y.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
        var drawn = work.make(y.shape(), dtype);
        var arguments = OpArguments.integers(NativeLibrary.code(dtype)).andNumbers(op.low(), op.high());
        UNIFORM.run(
                context -> context.seed(op.seed()),
                arguments,
                drawn,
                work.whole(y.shape().toArray()));
        var rounded = work.copy(drawn, y.dtype());
        var below = work.make(y.shape(), DType.BOOL);
        CustomOperation.LESS.run(below, rounded, work.number(op.high(), y.dtype(), y.shape()));
        ElementwiseKernels.select(below, rounded, work.number(op.low(), y.dtype(), y.shape()), y, work);
    }
}
