package dev.vireo.engine.djl;

import ai.djl.pytorch.engine.PtNDArray;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Op;

/** The gradient of an operation by libtorch's own autograd. */
record RecordedGradient<O extends Op>(Call<O> call) implements FusedGradient<O> {
    /** How DJL computes an operation. */
    @FunctionalInterface
    interface Call<O> {
        PtNDArray[] of(O op, PtNDArray[] inputs);
    }

    /** Inputs stay, since the graph looks at their memory. */
    @Override
    public Saved saved() {
        return Saved.INPUTS;
    }

    @Override
    public NativeTensor[] forward(O op, NativeTensor[] inputs) {
        return Graph.of(DjlTensor.arrays(inputs), leaves -> call.of(op, leaves)).results();
    }

    @Override
    public NativeTensor[] backward(O op, Tape tape, boolean[] needed) {
        var graph = (Graph) tape.residual(0);
        var arrived = new PtNDArray[graph.differentiable(op)];
        for (int i = 0; i < arrived.length; i++) {
            if (tape.hasGradient(i)) {
                arrived[i] = DjlTensor.array(tape.gradient(i));
            }
        }
        var gradients = graph.gradients(arrived, needed);
        var results = new NativeTensor[needed.length];
        for (int i = 0; i < results.length; i++) {
            if (needed[i]) {
                results[i] = DjlTensor.of(gradients[i]);
            }
        }
        return results;
    }
}
