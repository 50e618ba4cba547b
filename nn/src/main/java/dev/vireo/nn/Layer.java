package dev.vireo.nn;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.engine.Engine;

/**
 * A block that maps one tensor to one tensor, the most common kind of layer and network.
 *
 * <pre>{@code
 * final class Mlp extends Layer {
 *  private final Linear hidden = child("hidden", new Linear(64, 32));
 *  private final Linear head = child("head", new Linear(32, 10));
 *
 *  @Override public Tensor forward(Tensor x) {
 *      return head.call(hidden.call(x).relu());
 *  }
 * }
 * }</pre>
 */
public abstract class Layer extends Block {
    /** Computes the result. Users call {@link #call}, which also frees intermediate tensors. */
    public abstract Tensor forward(Tensor x);

    /** Runs {@link #forward} in its own scope. Intermediate results are freed, and the caller owns the result. */
    public final Tensor call(Tensor x) {
        if (replacement() instanceof Layer other) {
            return other.call(x);
        }
        try (var scope = TensorScope.open(scopeName())) {
            var result = forward(x);
            if (!hooks().isEmpty()) {
                hooks().run(new Tensor[] {x}, result);
            }
            return scope.keep(result);
        }
    }

    /**
     * Returns the layers of the network with their output shapes, parameters and FLOPs, for a float32 input of this
     * shape (or of the parameters' type). Nothing is computed. See {@link Summary#of} for networks with several inputs.
     *
     * @throws VireoException if the input does not fit
     */
    public final Summary summary(long... inputShape) {
        var dtype = stateDict().values().stream()
                .map(Tensor::dtype)
                .filter(DType::isFloating)
                .findFirst()
                .orElse(DType.FLOAT32);
        var input = new TensorSpec(Shape.of(inputShape), dtype, Device.META);
        return Summary.of(this, in -> call(in.get(0)), input);
    }

    @Override
    public final Layer toEmpty(Device device) {
        super.toEmpty(device);
        return this;
    }

    @Override
    public final Layer train() {
        super.train();
        return this;
    }

    @Override
    public final Layer eval() {
        super.eval();
        return this;
    }

    @Override
    public final Layer freeze() {
        super.freeze();
        return this;
    }

    @Override
    public final Layer freezeParameters() {
        super.freezeParameters();
        return this;
    }

    @Override
    public final Layer unfreeze() {
        super.unfreeze();
        return this;
    }

    @Override
    public final Layer to(Device device, DType dtype) {
        super.to(device, dtype);
        return this;
    }

    @Override
    public final Layer to(Engine engine) {
        super.to(engine);
        return this;
    }
}
