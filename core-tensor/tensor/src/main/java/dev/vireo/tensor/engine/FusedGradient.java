package dev.vireo.tensor.engine;

import dev.vireo.tensor.op.Op;

/**
 * An engine's own vector-Jacobian product of an operation. It is used unless a second derivative is requested; then the
 * gradient rule or the decomposition is used.
 *
 * @param <O> the operation's type
 */
public interface FusedGradient<O extends Op> {
    /** The inputs and results that {@link #backward} reads. All others may be freed before. */
    Saved saved();

    /**
     * Returns the results of the operation, followed by any number of residuals: further tensors that backward needs
     * (indices of maxima, statistics, masks). Vireo passes them to backward and then closes them.
     */
    NativeTensor[] forward(O op, NativeTensor[] inputs);

    /**
     * Returns the gradients of the inputs.
     *
     * @param op the operation
     * @param tape the saved tensors and the gradients of the results
     * @param needed which inputs need a gradient; the entries of the others are ignored and may be null
     */
    NativeTensor[] backward(O op, Tape tape, boolean[] needed);

    /**
     * A replacement for an input in second derivatives, so that the input need not be saved for them. It matters for
     * operations without a gradient rule, whose decomposition is differentiated. Inputs in {@link #saved} are saved in
     * any case.
     */
    default StandIn standIn(int input) {
        return StandIn.NONE;
    }

    /**
     * A replacement for an input in second derivatives.
     *
     * @param residual the index of a residual, or one of the constants
     */
    record StandIn(int residual) {
        /** There is no replacement, so the input is saved. */
        public static final StandIn NONE = new StandIn(-1);

        /** Any values of its shape, because the operation is linear in the input. */
        public static final StandIn ANY = new StandIn(-2);

        /**
         * The i-th residual, which has the input's shape and type. All derivatives at the residual must equal those at
         * the input.
         */
        public static StandIn residual(int position) {
            return new StandIn(position);
        }
    }

    /**
     * The inputs and results that are saved for backward; bit i stands for the i-th. Residuals are always saved.
     *
     * @param inputs the inputs, one bit each
     * @param outputs the results, one bit each
     */
    record Saved(int inputs, int outputs) {
        /** Saves nothing. */
        public static final Saved NOTHING = new Saved(0, 0);
        /** Saves all inputs. */
        public static final Saved INPUTS = new Saved(-1, 0);
        /** Saves all results. */
        public static final Saved OUTPUTS = new Saved(0, -1);
        /** Saves all inputs and results. */
        public static final Saved ALL = new Saved(-1, -1);

        /** Saves the inputs at these positions. */
        public static Saved inputs(int... positions) {
            return new Saved(bits(positions), 0);
        }

        /** Saves the results at these positions. */
        public static Saved outputs(int... positions) {
            return new Saved(0, bits(positions));
        }

        /** Saves what either of both saves. */
        public Saved and(Saved other) {
            return new Saved(inputs | other.inputs, outputs | other.outputs);
        }

        /** Whether the i-th input is saved. */
        public boolean input(int position) {
            return (inputs >> position & 1) != 0 || inputs == -1;
        }

        /** Whether the i-th result is saved. */
        public boolean output(int position) {
            return (outputs >> position & 1) != 0 || outputs == -1;
        }

        private static int bits(int... positions) {
            int bits = 0;
            for (int position : positions) {
                bits |= 1 << position;
            }
            return bits;
        }
    }

    /** The saved tensors, and the gradients of the results. */
    interface Tape {
        /** The number of inputs of the operation. */
        int inputs();

        /** A saved input. */
        NativeTensor input(int position);

        /** A saved result. */
        NativeTensor output(int position);

        /** The i-th residual that forward returned. */
        NativeTensor residual(int position);

        /** The gradient of the i-th result; zeros where none arrived. */
        NativeTensor gradient(int position);

        /** Whether a gradient arrived for the i-th result. */
        boolean hasGradient(int position);
    }
}
