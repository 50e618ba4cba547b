package dev.vireo.tensor.internal.tape;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.autograd.GradMode;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.gradient.Gradients;
import dev.vireo.tensor.internal.graph.AliasNode;
import dev.vireo.tensor.internal.plan.DecompositionRun;
import java.util.ArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives a gradient rule access to its node during one backward pass. */
public final class RuleGradients implements Gradients {
    private final OpNode node;
    private final @Nullable Tensor[] gradients;
    private final boolean[] wanted;
    private final boolean createGraph;
    private final @Nullable Tensor[] given;

    /** Creates the access for one backward pass. */
    public RuleGradients(OpNode node, @Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph) {
        this.node = node;
        this.gradients = gradients;
        this.wanted = wanted;
        this.createGraph = createGraph;
        this.given = new Tensor[wanted.length];
    }

    /** Returns the gradients that the rule has computed; null where it gave none. */
    @Nullable
    public Tensor[] given() {
        return given;
    }

    @Override
    public int inputs() {
        return wanted.length;
    }

    @Override
    public int outputs() {
        return gradients.length;
    }

    @Override
    public Tensor input(int position) {
        return node.savedInput(position).restore(node.label(), createGraph);
    }

    @Override
    public Tensor output(int position) {
        return node.savedResult(position).restore(node.label(), createGraph);
    }

    @Override
    public TensorSpec inputSpec(int position) {
        return node.inputSpec(position);
    }

    @Override
    public TensorSpec outputSpec(int position) {
        return node.outputSpec(position);
    }

    @Override
    public Tensor gradient(int position) {
        var gradient = gradients[position];
        return gradient != null ? gradient : Tensor.zeros(node.outputSpec(position));
    }

    @Override
    public boolean hasGradient(int position) {
        return gradients[position] != null;
    }

    @Override
    public boolean needs(int position) {
        return wanted[position];
    }

    @Override
    public void give(int position, Supplier<Tensor> gradient) {
        if (!wanted[position]) {
            return;
        }
        var spec = node.inputSpec(position);
        given[position] = gradient.get().sumTo(spec.shape()).to(spec.dtype());
    }

    /** Differentiates an operation without a rule: runs the decomposition again, recorded, and differentiates that. */
    public void differentiateDecomposition() {
        var inputs = new Tensor[wanted.length];
        var asked = new ArrayList<Tensor>();
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = createGraph ? AliasNode.of(input(i)) : input(i).requiresGrad(wanted[i]);
            if (wanted[i]) {
                asked.add(inputs[i]);
            }
        }
        Tensor[] results;
        try (var recording = GradMode.on()) {
            results = DecompositionRun.run(Context.current(), node.op, node.plan, inputs);
        }
        var outputs = new ArrayList<Tensor>();
        var arriving = new ArrayList<Tensor>();
        for (int i = 0; i < results.length; i++) {
            if (hasGradient(i) && results[i].requiresGrad()) {
                outputs.add(results[i]);
                arriving.add(gradient(i));
            }
        }
        var found = Backward.gradients(outputs, arriving, asked, false, createGraph);
        int next = 0;
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i]) {
                given[i] = found.get(next++).orElse(null);
            }
        }
    }
}
