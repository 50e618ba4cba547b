package dev.vireo.tensor.engine;

import dev.vireo.tensor.op.Op;

/**
 * An engine's own vector-Jacobian product of an operation. Used where it exists and no second derivative is asked for;
 * otherwise the gradient rule, or the decomposition, serves.
 *
 * @param <O> the operation's type
 */
public interface FusedGradient<O extends Op> {
    /** What {@link #backward} reads; anything else may be freed before it runs. */
    Saved saved();

    /**
     * The results of the operation, followed by any number of residuals: what else backward needs (indices of maxima,
     * statistics, masks). They are handed to backward and then closed.
     */
    NativeTensor[] forward(O op, NativeTensor[] inputs);

    /**
     * The gradients of the inputs.
     *
     * @param needed which inputs need one; the others' entries in the result are ignored and may be null
     */
    NativeTensor[] backward(O op, Tape tape, boolean[] needed);

    /**
     * What a second derivative reads in the place of an input, which then is not kept for it. It differentiates the
     * decomposition, where the operation has no gradient rule. Inputs that {@link #saved} names are kept all the same.
     */
    default StandIn standIn(int input) {
        return StandIn.NONE;
    }

    /** What serves as well as an input where an operation is differentiated again. */
    record StandIn(int residual) {
        /** Nothing: the input is kept. */
        public static final StandIn NONE = new StandIn(-1);

        /** Any values of its shape: the operation is linear in it. */
        public static final StandIn ANY = new StandIn(-2);

        /** The i-th residual, of the input's shape and type, at which all derivatives are what they are at the input. */
        public static StandIn residual(int position) {
            return new StandIn(position);
        }
    }

    /** Which of the inputs and results are kept for backward: bit i is the i-th; residuals always are. */
    record Saved(int inputs, int outputs) {
        public static final Saved NOTHING = new Saved(0, 0);
        public static final Saved INPUTS = new Saved(-1, 0);
        public static final Saved OUTPUTS = new Saved(0, -1);
        public static final Saved ALL = new Saved(-1, -1);

        /** The inputs of these positions. */
        public static Saved inputs(int... positions) {
            return new Saved(bits(positions), 0);
        }

        /** The results of these positions. */
        public static Saved outputs(int... positions) {
            return new Saved(0, bits(positions));
        }

        public Saved and(Saved other) {
            return new Saved(inputs | other.inputs, outputs | other.outputs);
        }

        public boolean input(int position) {
            return (inputs >> position & 1) != 0 || inputs == -1;
        }

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

    /** What was saved in forward, and the gradients that arrive. */
    interface Tape {
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
