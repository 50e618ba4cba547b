package dev.vireo.engine.nd4j;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bytedeco.javacpp.BooleanPointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.LongPointer;
import org.nd4j.nativeblas.OpaqueContext;

/**
 * The native side of one running operation. Making one costs more than a small operation, so that closed ones are used
 * again; there are as many as operations ran at once.
 */
final class NativeContext implements AutoCloseable {
    private static final Queue<NativeContext> IDLE = new ConcurrentLinkedQueue<>();
    private static final int MOST_ARGUMENTS = 64;

    private final OpaqueContext context = Library.NATIVE.createGraphContext(1);
    private final LongPointer integers = new LongPointer(MOST_ARGUMENTS);
    private final DoublePointer numbers = new DoublePointer(MOST_ARGUMENTS);
    private final BooleanPointer flags = new BooleanPointer(MOST_ARGUMENTS);

    private NativeContext() {}

    static NativeContext open() {
        var idle = IDLE.poll();
        return idle == null ? new NativeContext() : idle;
    }

    void seed(long seed) {
        var generator = Library.NATIVE.getGraphContextRandomGenerator(context);
        Library.NATIVE.setRandomGeneratorStates(generator, seed, seed);
    }

    /** All of them, since those of the operation before are still there. */
    void arguments(Arguments arguments) {
        integers.put(arguments.integers(), 0, arguments.integers().length);
        numbers.put(arguments.numbers(), 0, arguments.numbers().length);
        for (int i = 0; i < arguments.flags().length; i++) {
            flags.put(i, arguments.flags()[i]);
        }
        Library.NATIVE.setGraphContextIArguments(context, integers, arguments.integers().length);
        Library.NATIVE.setGraphContextTArguments(context, numbers, arguments.numbers().length);
        Library.NATIVE.setGraphContextBArguments(context, flags, arguments.flags().length);
    }

    /** ND4J computes, and not oneDNN in its place. */
    void withoutHelpers() {
        Library.NATIVE.ctxAllowHelpers(context, false);
    }

    void tensors(Nd4jTensor[] inputs, Nd4jTensor result) {
        for (int i = 0; i < inputs.length; i++) {
            Library.NATIVE.setGraphContextInputBuffer(context, i, inputs[i].buffer(), ShapeInfo.of(inputs[i]), null);
        }
        Library.NATIVE.setGraphContextOutputBuffer(context, 0, result.buffer(), ShapeInfo.of(result), null);
    }

    void run(Custom operation) {
        int status = Library.NATIVE.execCustomOp2(null, operation.hash(), context);
        if (status != 0 || Library.NATIVE.lastErrorCode() != 0) {
            throw new IllegalStateException("ND4J's " + operation.name() + " failed with status " + status + ": "
                    + Library.NATIVE.lastErrorMessage());
        }
    }

    /** Lets go of the tensors; the context waits for the next operation. */
    @Override
    public void close() {
        Library.NATIVE.ctxPurge(context);
        Library.NATIVE.ctxAllowHelpers(context, true);
        IDLE.add(this);
    }
}
