package dev.vireo.engine.tck.suite;

import dev.vireo.engine.tck.sample.Argument;
import dev.vireo.engine.tck.sample.OpSample;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.DTypeException;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.op.OpKeys;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs samples on an engine's default device, with inputs of a given floating type and memory layout.
 *
 * @param engine the engine
 * @param floating the type that float64 arguments are cast to
 * @param layout the memory layout of the inputs
 */
record SampleRunner(Engine engine, DType floating, InputLayout layout) {
    static SampleRunner of(Engine engine, DType floating) {
        return new SampleRunner(engine, floating, InputLayout.DENSE);
    }

    SampleRunner with(InputLayout other) {
        return new SampleRunner(engine, floating, other);
    }

    /** The engine's default device. */
    Device device() {
        return engine.devices().get(0);
    }

    /** Runs work on this engine and frees the tensors that it created. */
    <T> T run(Supplier<T> work) {
        return Engines.with(engine, () -> {
            try (var scope = TensorScope.open()) {
                return work.get();
            }
        });
    }

    /** Creates a tensor from an argument. */
    Tensor tensor(Argument argument) {
        var exact = Tensor.of(argument.values(), argument.shape().toArray());
        return layout.of(
                exact.to(argument.isFloating() ? floating : argument.dtype()).to(device()));
    }

    Tensor[] tensors(OpSample sample) {
        return sample.inputs().stream().map(this::tensor).toArray(Tensor[]::new);
    }

    /** The values of a result and its type on the engine. */
    record Result(DType dtype, double[] values) {
        static Result of(Tensor tensor) {
            return new Result(tensor.dtype(), tensor.toDoubleArray());
        }
    }

    /** Returns the results of an operation, or the tensors that an in-place update has written. */
    List<Result> results(OpSample sample) {
        return run(() -> {
            try (var off = Autograd.noGrad()) {
                return sample.run(List.of(tensors(sample))).stream()
                        .map(Result::of)
                        .toList();
            }
        });
    }

    /** Whether the engine has declared that it does not support this call, or the types of its inputs. */
    boolean hasGap(OpSample sample) {
        return refusal(sample).isPresent();
    }

    /**
     * Returns the error by which the engine refuses a call that it has declared a gap; empty if it accepts the call.
     */
    Optional<DTypeException> refusal(OpSample sample) {
        if (engine.kernels().gaps().isEmpty()) {
            return Optional.empty();
        }
        return run(() -> {
            try {
                return refusal(sample, tensors(sample));
            } catch (DTypeException e) {
                return Optional.of(e);
            } catch (EngineException e) {
                return Optional.empty(); // the engine lacks the type, without a declared gap
            }
        });
    }

    /** Ignores gaps of operations that this one decomposes into; this operation needs its own declaration. */
    private Optional<DTypeException> refusal(OpSample sample, Tensor[] inputs) {
        try {
            Engines.run(sample.op(), inputs);
            return Optional.empty();
        } catch (DTypeException e) {
            var begins = OpKeys.label(sample.op()) + ": the engine " + engine.name();
            return Optional.of(e).filter(each -> e.getMessage().startsWith(begins));
        } catch (RuntimeException | AssertionError e) {
            return Optional.empty(); // other suites report this fault
        }
    }

    /** Returns the sample with its values rounded to the type under test. */
    OpSample rounded(OpSample sample) {
        return run(() -> sample.with(sample.inputs().stream()
                .map(each ->
                        new Argument(each.shape(), each.dtype(), tensor(each).toDoubleArray()))
                .toList()));
    }
}
