package dev.vireo.engine.torch.internal.library;

import dev.vireo.tensor.engine.FusedGradient.Tape;
import dev.vireo.tensor.engine.NativeTensor;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/** An optional argument of a libtorch function. Absent ones share one native object. */
public final class OptionalTensor implements AutoCloseable {
    /** An absent argument. */
    public static final OptionalTensor NONE = new OptionalTensor(new TensorOptional(), false);

    private final TensorOptional value;
    private final boolean present;

    private OptionalTensor(TensorOptional value, boolean present) {
        this.value = value;
        this.present = present;
    }

    /** Wraps a tensor, which stays owned by its caller. */
    public static OptionalTensor of(Tensor tensor) {
        return new OptionalTensor(new TensorOptional(tensor), true);
    }

    /** Returns the input at a position, if the operation has that many. */
    public static OptionalTensor of(NativeTensor[] inputs, int position) {
        return position < inputs.length ? of(TorchTensor.unwrap(inputs[position])) : NONE;
    }

    /** Returns the saved input at a position, if the operation has that many. */
    public static OptionalTensor of(Tape tape, int position) {
        return position < tape.inputs() ? of(TorchTensor.unwrap(tape.input(position))) : NONE;
    }

    /** Returns the input at a position in row-major order, if the operation has that many. */
    public static OptionalTensor dense(NativeTensor[] inputs, int position) {
        return position < inputs.length ? dense(inputs[position]) : NONE;
    }

    /** Returns the saved input at a position in row-major order, if the operation has that many. */
    public static OptionalTensor dense(Tape tape, int position) {
        return position < tape.inputs() ? dense(tape.input(position)) : NONE;
    }

    private static OptionalTensor dense(NativeTensor tensor) {
        try (var dense = TorchTensor.unwrap(tensor).contiguous()) {
            return of(dense);
        }
    }

    /** Returns the input at a position in at least float32, if the operation has that many. */
    public static OptionalTensor widened(NativeTensor[] inputs, int position) {
        return position < inputs.length ? widened(inputs[position]) : NONE;
    }

    /** Returns the saved input at a position in at least float32, if the operation has that many. */
    public static OptionalTensor widened(Tape tape, int position) {
        return position < tape.inputs() ? widened(tape.input(position)) : NONE;
    }

    private static OptionalTensor widened(NativeTensor tensor) {
        try (var wide = HalfPrecision.widen(TorchTensor.unwrap(tensor))) {
            return of(wide);
        }
    }

    /** Whether there is a tensor. */
    public boolean isPresent() {
        return present;
    }

    /** The libtorch argument. */
    public TensorOptional get() {
        return value;
    }

    @Override
    public void close() {
        if (present) {
            value.close();
        }
    }
}
