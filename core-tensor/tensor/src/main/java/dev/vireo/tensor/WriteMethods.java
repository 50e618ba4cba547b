package dev.vireo.tensor;

import dev.vireo.tensor.internal.dispatch.Dispatcher;
import dev.vireo.tensor.op.Update;

/** Writing in place; each method returns this tensor. */
public sealed interface WriteMethods permits Tensor {
    /** This tensor. */
    Tensor self();

    /** Copies the source's values into this tensor: broadcasts, casts. */
    default Tensor assign(Tensor source) {
        Dispatcher.run(new Update.CopyInto(), self(), source);
        return self();
    }

    /** Adds {@code alpha} times the source. */
    default Tensor assignAdd(Tensor source, double alpha) {
        Dispatcher.run(new Update.AddInto(alpha), self(), source);
        return self();
    }

    /** Multiplies by a number. */
    default Tensor assignScale(double factor) {
        Dispatcher.run(new Update.ScaleInto(factor), self());
        return self();
    }

    /** Moves by {@code weight} of the way to the source. */
    default Tensor assignLerp(Tensor source, double weight) {
        Dispatcher.run(new Update.LerpInto(weight), self(), source);
        return self();
    }
}
