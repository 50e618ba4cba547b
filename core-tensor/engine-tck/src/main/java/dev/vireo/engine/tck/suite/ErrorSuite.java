package dev.vireo.engine.tck.suite;

import dev.vireo.engine.tck.sample.InvalidCall;
import dev.vireo.engine.tck.sample.InvalidCalls;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.op.OpKeys;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Invalid calls raise a one-line error that names the operation, what was given and what was expected. No tensors leak.
 */
public final class ErrorSuite {
    private final SampleRunner bench;

    /** Creates the suite for an engine. */
    public ErrorSuite(Engine engine) {
        this.bench = SampleRunner.of(engine, DType.FLOAT32);
    }

    /** Runs every invalid call. */
    public Stream<DynamicTest> refusals() {
        return OpKeys.all().stream()
                .filter(InvalidCalls.table()::has)
                .map(key -> DynamicTest.dynamicTest(OpKeys.name(key), () -> {
                    for (var failure : InvalidCalls.table().require(key)) {
                        if (bench.hasGap(failure.call())) {
                            continue;
                        }
                        long before = Memory.of(bench.device()).tensors();
                        refused(failure);
                        if (Memory.of(bench.device()).tensors() != before) {
                            throw new AssertionError(failure.call() + ": tensors were left behind");
                        }
                    }
                }));
    }

    private void refused(InvalidCall failure) {
        bench.run(() -> {
            try {
                Engines.run(failure.call().op(), bench.tensors(failure.call()));
            } catch (VireoException e) {
                check(failure, e);
                return true;
            }
            throw new AssertionError(failure.call() + " was not refused");
        });
    }

    private static void check(InvalidCall failure, VireoException e) {
        var message = e.getMessage();
        if (!failure.type().isInstance(e)) {
            throw new AssertionError(
                    failure.call() + ": expected " + failure.type().getSimpleName(), e);
        }
        var name = OpKeys.label(failure.call().op()) + ":";
        if (!message.contains(name) || message.contains("\n")) {
            throw new AssertionError(failure.call() + ": no single line that names the operation: " + message);
        }
        for (var part : failure.says()) {
            if (!message.contains(part)) {
                throw new AssertionError(failure.call() + ": '" + message + "' does not say '" + part + "'");
            }
        }
    }
}
