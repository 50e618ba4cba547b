package dev.vireo.nn.attention;

import dev.vireo.nn.Block;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Parameter;
import dev.vireo.nn.init.Initializers;
import dev.vireo.nn.internal.LayerChecks;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Multi-head attention of queries {@code [N, T, E]} to keys and values {@code [N, S, E]}: {@code [N, T, E]}. As {@code
 * torch.nn.MultiheadAttention} with {@code batch_first=True}, with its names and initial values: in_proj_weight {@code
 * [3 E, E]}, in_proj_bias {@code [3 E]}, out_proj.weight {@code [E, E]}, out_proj.bias {@code [E]}. There is no dropout
 * of attention weights. (Vaswani et al. 2017, <a href="https://arxiv.org/abs/1706.03762">Attention Is All You Need</a>)
 */
public final class MultiheadAttention extends Block {
    private final int heads;
    private final boolean causal;
    private final Parameter inWeight;
    private final @Nullable Parameter inBias;
    private final Linear out;

    /** Creates an attention layer with biases, without causality. */
    public MultiheadAttention(long dim, int heads) {
        this(dim, heads, true, false);
    }

    /**
     * Creates an attention layer.
     *
     * @param causal whether query t attends to keys 0 to t only
     * @throws dev.vireo.tensor.VireoException if the dimension does not divide into the heads
     */
    public MultiheadAttention(long dim, int heads, boolean bias, boolean causal) {
        LayerChecks.divided("MultiheadAttention", dim, "dimensions", heads);
        this.heads = heads;
        this.causal = causal;
        inWeight = parameter("in_proj_weight", Initializers.xavierUniform(Shape.of(3 * dim, dim)));
        inBias = bias ? parameter("in_proj_bias", Tensor.zeros(3 * dim)) : null;
        out = child("out_proj", new Linear(dim, dim, bias));
        if (bias) {
            Initializers.initialize(out.parameter("bias").stored(), Initializers::zeros);
        }
    }

    /** Queries, keys and values {@code [N, heads, T, E / heads]}. */
    private record Projected(Tensor query, Tensor key, Tensor value) {
        Tensor attend(boolean causal) {
            return query.attention(key, value, causal);
        }

        Tensor attend(boolean causal, Tensor mask) {
            return query.attention(key, value, causal, mask);
        }
    }

    /** Self-attention: queries, keys and values are one sequence {@code [N, T, E]}. */
    public Tensor call(Tensor x) {
        return run(this, attention -> attention.join(attention.project(x).attend(attention.causal)), x);
    }

    /**
     * Self-attention with a mask.
     *
     * @param mask broadcasts to {@code [N, heads, T, T]}; bool: true takes part; floating: added to the scores
     */
    public Tensor call(Tensor x, Tensor mask) {
        return run(this, attention -> attention.join(attention.project(x).attend(attention.causal, mask)), x, mask);
    }

    /** Attention to another sequence: query {@code [N, T, E]}, key and value {@code [N, S, E]}. */
    public Tensor call(Tensor query, Tensor key, Tensor value) {
        return run(
                this,
                attention -> attention.join(attention.project(query, key, value).attend(attention.causal)),
                query,
                key,
                value);
    }

    /**
     * Attention to another sequence with a mask.
     *
     * @param mask broadcasts to {@code [N, heads, T, S]}; bool: true takes part; floating: added to the scores
     */
    public Tensor call(Tensor query, Tensor key, Tensor value, Tensor mask) {
        return run(
                this,
                attention -> attention.join(attention.project(query, key, value).attend(attention.causal, mask)),
                query,
                key,
                value,
                mask);
    }

    private Projected project(Tensor x) {
        var weight = inWeight.value();
        var joint = inBias == null ? x.linear(weight) : x.linear(weight, inBias.value()); // [N, T, 3 E]
        var parts = joint.split(weight.shape().size(1), 2);
        return new Projected(split(parts[0]), split(parts[1]), split(parts[2]));
    }

    private Projected project(Tensor query, Tensor key, Tensor value) {
        var weight = inWeight.value();
        var weights = weight.split(weight.shape().size(1), 0); // three of [E, E]
        if (inBias == null) {
            return new Projected(
                    split(query.linear(weights[0])), split(key.linear(weights[1])), split(value.linear(weights[2])));
        }
        var biases = inBias.value().split(weight.shape().size(1), 0);
        return new Projected(
                split(query.linear(weights[0], biases[0])),
                split(key.linear(weights[1], biases[1])),
                split(value.linear(weights[2], biases[2])));
    }

    /** {@code [N, T, E]} to {@code [N, heads, T, E / heads]}. */
    private Tensor split(Tensor x) {
        var shape = x.shape();
        return x.reshape(-1, shape.size(1), heads, shape.size(2) / heads).permute(0, 2, 1, 3);
    }

    /** {@code [N, heads, T, E / heads]} to {@code [N, T, E]}, projected. */
    private Tensor join(Tensor x) {
        var shape = x.shape();
        return out.call(x.permute(0, 2, 1, 3).reshape(-1, shape.size(2), heads * shape.size(3)));
    }
}
