package dev.vireo.engine.nd4j;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bytedeco.javacpp.BooleanPointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.LongPointer;
import org.nd4j.nativeblas.OpaqueContext;

/**
 * The native context of a running operation. Creating one takes longer than a small operation, so closed ones are
 * reused. There are as many as operations have run concurrently.
 */
final class NativeContext implements AutoCloseable {
    private static final Queue<NativeContext> IDLE = new ConcurrentLinkedQueue<>();
    private static final int MOST_ARGUMENTS = 64;

    private final OpaqueContext context = NativeLibrary.NATIVE.createGraphContext(1);
    private final LongPointer integers = new LongPointer(MOST_ARGUMENTS);
    private final DoublePointer numbers = new DoublePointer(MOST_ARGUMENTS);
    private final BooleanPointer flags = new BooleanPointer(MOST_ARGUMENTS);

    private NativeContext() {}

    static NativeContext open() {
        var idle = IDLE.poll();
        return idle == null ? new NativeContext() : idle;
    }

    void seed(long seed) {
        var generator = NativeLibrary.NATIVE.getGraphContextRandomGenerator(context);
        NativeLibrary.NATIVE.setRandomGeneratorStates(generator, seed, seed);
    }

    /** Sets all arguments, because those of the previous operation are still set. */
    void arguments(OpArguments arguments) {
        integers.put(arguments.integers(), 0, arguments.integers().length);
        numbers.put(arguments.numbers(), 0, arguments.numbers().length);
        for (int i = 0; i < arguments.flags().length; i++) {
            flags.put(i, arguments.flags()[i]);
        }
        NativeLibrary.NATIVE.setGraphContextIArguments(context, integers, arguments.integers().length);
        NativeLibrary.NATIVE.setGraphContextTArguments(context, numbers, arguments.numbers().length);
        NativeLibrary.NATIVE.setGraphContextBArguments(context, flags, arguments.flags().length);
    }

    /** Makes ND4J compute without oneDNN. */
    void withoutHelpers() {
        NativeLibrary.NATIVE.ctxAllowHelpers(context, false);
    }

    void tensors(Nd4jTensor[] inputs, Nd4jTensor result) {
        for (int i = 0; i < inputs.length; i++) {
            NativeLibrary.NATIVE.setGraphContextInputBuffer(
                    context, i, inputs[i].buffer(), ShapeInfo.of(inputs[i]), null);
        }
        NativeLibrary.NATIVE.setGraphContextOutputBuffer(context, 0, result.buffer(), ShapeInfo.of(result), null);
    }

    void run(CustomOperation operation) {
        int status = NativeLibrary.NATIVE.execCustomOp2(null, operation.hash(), context);
        if (status != 0 || NativeLibrary.NATIVE.lastErrorCode() != 0) {
            throw new IllegalStateException("ND4J's " + operation.name() + " failed with status " + status + ": "
                    + NativeLibrary.NATIVE.lastErrorMessage());
        }
    }

    /** Releases the tensors. The context is reused by the next operation. */
    @Override
    public void close() {
        NativeLibrary.NATIVE.ctxPurge(context);
        NativeLibrary.NATIVE.ctxAllowHelpers(context, true);
        IDLE.add(this);
    }
}
