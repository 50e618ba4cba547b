package dev.vireo.tensor.internal.spec;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.DTypeException;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;

/** Checks shared by spec rules, with uniform messages. */
final class Check {
    private Check() {}

    static ShapeException shape(Op op, String message) {
        return new ShapeException(OpKeys.label(op) + ": " + message);
    }

    static DTypeException dtype(Op op, String message) {
        return new DTypeException(OpKeys.label(op) + ": " + message);
    }

    static void inputs(Op op, TensorSpec[] in, int least, int most) {
        if (in.length < least || in.length > most) {
            throw shape(op, "takes " + (least == most ? least : least + " to " + most) + " inputs, got " + in.length);
        }
    }

    static void floating(Op op, TensorSpec input) {
        if (!input.dtype().isFloating()) {
            throw dtype(op, "takes a floating type, got " + input.dtype() + "; cast with to(FLOAT32)");
        }
    }

    /** Checks that all inputs have the same floating type. */
    static void sameFloating(Op op, TensorSpec[] in, int count) {
        floating(op, in[0]);
        for (int i = 1; i < count; i++) {
            if (in[i].dtype() != in[0].dtype()) {
                throw dtype(op, "takes inputs of one type, got " + in[0].dtype() + " and " + in[i].dtype());
            }
        }
    }

    static void index(Op op, TensorSpec input) {
        if (input.dtype() != DType.INT64) {
            throw dtype(op, "takes an int64 index, got " + input.dtype() + "; cast with to(INT64)");
        }
    }

    static void bool(Op op, String what, TensorSpec input) {
        if (input.dtype() != DType.BOOL) {
            throw dtype(op, "takes a bool " + what + ", got " + input.dtype());
        }
    }

    static void size(Op op, String what, Shape given, Shape expected) {
        if (!given.equals(expected)) {
            throw shape(op, what + " has the shape " + given + "; expected " + expected);
        }
    }

    static void rank(Op op, String what, TensorSpec input, int least, int most) {
        int rank = input.shape().rank();
        if (rank < least || rank > most) {
            throw shape(
                    op,
                    what + " " + input.shape() + " has " + rank + " dimensions; expected "
                            + (least == most ? least : least + " to " + most));
        }
    }

    static void dim(Op op, int dim, Shape shape) {
        if (dim < 0 || dim >= shape.rank()) {
            throw shape(op, "dimension " + dim + " is out of range for a tensor of shape " + shape);
        }
    }

    static Shape broadcast(Op op, Shape a, Shape b) {
        try {
            return a.broadcast(b);
        } catch (ShapeException e) {
            throw new ShapeException(OpKeys.label(op) + ": " + e.getMessage(), e);
        }
    }

    static TensorSpec[] one(TensorSpec spec) {
        return new TensorSpec[] {spec};
    }
}
