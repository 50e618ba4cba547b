package dev.vireo.engine.torch.internal.library;

import dev.vireo.tensor.engine.FusedGradient.Tape;
import dev.vireo.tensor.engine.NativeTensor;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/** An argument that a libtorch function may do without; absent ones share one native object. */
public final class OptionalTensor implements AutoCloseable {
    public static final OptionalTensor NONE = new OptionalTensor(new TensorOptional(), false);

    private final TensorOptional value;
    private final boolean present;

    private OptionalTensor(TensorOptional value, boolean present) {
        this.value = value;
        this.present = present;
    }

    public static OptionalTensor of(Tensor tensor) {
        return new OptionalTensor(new TensorOptional(tensor), true);
    }

    /** The input at a position, where the operation was given so many. */
    public static OptionalTensor of(NativeTensor[] inputs, int position) {
        return position < inputs.length ? of(TorchTensor.unwrap(inputs[position])) : NONE;
    }

    /** The saved input at a position, where the operation was given so many. */
    public static OptionalTensor of(Tape tape, int position) {
        return position < tape.inputs() ? of(TorchTensor.unwrap(tape.input(position))) : NONE;
    }

    /** The input at a position, where the operation was given so many, in row-major order. */
    public static OptionalTensor dense(NativeTensor[] inputs, int position) {
        return position < inputs.length ? dense(inputs[position]) : NONE;
    }

    /** The saved input at a position, where the operation was given so many, in row-major order. */
    public static OptionalTensor dense(Tape tape, int position) {
        return position < tape.inputs() ? dense(tape.input(position)) : NONE;
    }

    private static OptionalTensor dense(NativeTensor tensor) {
        try (var dense = TorchTensor.unwrap(tensor).contiguous()) {
            return of(dense);
        }
    }

    /** The input at a position, where the operation was given so many, in float32 at least. */
    public static OptionalTensor widened(NativeTensor[] inputs, int position) {
        return position < inputs.length ? widened(inputs[position]) : NONE;
    }

    /** The saved input at a position, where the operation was given so many, in float32 at least. */
    public static OptionalTensor widened(Tape tape, int position) {
        return position < tape.inputs() ? widened(tape.input(position)) : NONE;
    }

    private static OptionalTensor widened(NativeTensor tensor) {
        try (var wide = HalfPrecision.widen(TorchTensor.unwrap(tensor))) {
            return of(wide);
        }
    }

    public boolean isPresent() {
        return present;
    }

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
