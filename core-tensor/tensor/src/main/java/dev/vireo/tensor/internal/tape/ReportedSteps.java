package dev.vireo.tensor.internal.tape;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.autograd.RowGradient;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.context.Listeners;
import dev.vireo.tensor.internal.graph.LeafNode;
import dev.vireo.tensor.internal.graph.Node;
import dev.vireo.tensor.listener.BackwardStep;
import dev.vireo.tensor.listener.BackwardStep.Recorded;
import dev.vireo.tensor.listener.OpListener;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the steps of a backward pass and reports each to the listeners of the thread. */
final class ReportedSteps {
    private final Context context;

    ReportedSteps(Context context) {
        this.context = context;
    }

    /** Computes the gradients of the inputs of a node. */
    @Nullable
    Tensor[] differentiate(Node node, @Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph) {
        if (isUnheard() || !node.isOneStep()) {
            return node.differentiate(gradients, wanted, createGraph);
        }
        var recorded = node.recorded();
        var arrived = optional(gradients);
        return run(
                recorded, arrived, () -> node.differentiate(gradients, wanted, createGraph), ReportedSteps::optional);
    }

    /** Computes the gradient of a lookup by rows. */
    RowGradient rows(LookupNode lookup, Tensor gradient) {
        if (isUnheard()) {
            return lookup.rows(gradient);
        }
        var recorded = lookup.recorded();
        return run(
                recorded,
                List.of(Optional.of(gradient)),
                () -> lookup.rows(gradient),
                rows -> List.of(Optional.of(rows.values())));
    }

    /** Adds a gradient to the one that has arrived before at the same result of a node. */
    Tensor add(Node node, Tensor gradient, Supplier<Tensor> sum) {
        if (isUnheard()) {
            return sum.get();
        }
        var recorded = Recorded.named(BackwardStep.ACCUMULATE, node.path());
        return run(recorded, List.of(Optional.of(gradient)), sum, result -> List.of(Optional.of(result)));
    }

    /** Adds the gradients that have arrived at a leaf to its {@code grad}. */
    void accumulate(LeafNode leaf, @Nullable Tensor gradient, List<RowGradient> rows, boolean createGraph) {
        if (isUnheard()) {
            leaf.accumulate(gradient, rows, createGraph);
            return;
        }
        var recorded = Recorded.named(BackwardStep.ACCUMULATE, leaf.path());
        run(
                recorded,
                List.of(Optional.ofNullable(gradient)),
                () -> {
                    leaf.accumulate(gradient, rows, createGraph);
                    return leaf;
                },
                done -> List.of());
    }

    private boolean isUnheard() {
        return context.listeners().isEmpty();
    }

    private <T> T run(
            Recorded recorded,
            List<Optional<Tensor>> gradients,
            Supplier<T> work,
            Function<T, List<Optional<Tensor>>> results) {
        var inside =
                context.listeners().stream().filter(OpListener::entersBackward).toList();
        long start = System.nanoTime();
        var result = Listeners.with(context, inside, work);
        var step = new BackwardStep(recorded, gradients, results.apply(result), System.nanoTime() - start);
        Listeners.tell(context, recorded.path(), listener -> listener.ranBackward(step));
        return result;
    }

    private static List<Optional<Tensor>> optional(@Nullable Tensor[] tensors) {
        return Arrays.stream(tensors).map(Optional::ofNullable).toList();
    }
}
