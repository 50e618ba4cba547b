package dev.vireo.nn.attention;

import dev.vireo.nn.Block;
import dev.vireo.nn.Initializers;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Parameter;
import dev.vireo.nn.internal.Arguments;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Attention of queries {@code [N, T, E]} to keys and values {@code [N, S, E]} with several heads: {@code [N, T, E]}. As
 * {@code torch.nn.MultiheadAttention} with {@code batch_first=True}, with its names and first values: in_proj_weight
 * {@code [3 E, E]}, in_proj_bias {@code [3 E]}, out_proj.weight {@code [E, E]}, out_proj.bias {@code [E]}. There is no
 * dropout of attention weights. (Vaswani et al. 2017, <a href="https://arxiv.org/abs/1706.03762">Attention Is All You
 * Need</a>)
 */
public final class MultiheadAttention extends Block {
    private static final Tensor[] NONE = {};

    private final int heads;
    private final boolean causal;
    private final Parameter inWeight;
    private final @Nullable Parameter inBias;
    private final Linear out;

    /** With biases, where each query sees all keys. */
    public MultiheadAttention(long dim, int heads) {
        this(dim, heads, true, false);
    }

    /**
     * With the given settings.
     *
     * @param causal whether query t sees keys 0 to t only
     * @throws dev.vireo.tensor.VireoException if the dimension does not divide into the heads
     */
    public MultiheadAttention(long dim, int heads, boolean bias, boolean causal) {
        Arguments.divided("MultiheadAttention", dim, "dimensions", heads);
        this.heads = heads;
        this.causal = causal;
        inWeight = parameter("in_proj_weight", Initializers.xavierUniform(Shape.of(3 * dim, dim)));
        inBias = bias ? parameter("in_proj_bias", Tensor.zeros(3 * dim)) : null;
        out = child("out_proj", new Linear(dim, dim, bias));
        if (bias) {
            Initializers.initialize(out.parameter("bias").stored(), Initializers::zeros);
        }
    }

    /** Self-attention: queries, keys and values are one sequence {@code [N, T, E]}. */
    public Tensor call(Tensor x) {
        return run(this, attention -> attention.attendSelf(x, NONE), x);
    }

    /**
     * Self-attention with a mask.
     *
     * @param mask broadcasts to {@code [N, heads, T, T]}; bool: true takes part; floating: added to the scores
     */
    public Tensor call(Tensor x, Tensor mask) {
        return run(this, attention -> attention.attendSelf(x, mask), x, mask);
    }

    /** Attention to another sequence: query {@code [N, T, E]}, key and value {@code [N, S, E]}. */
    public Tensor call(Tensor query, Tensor key, Tensor value) {
        return run(this, attention -> attention.attend(query, key, value), query, key, value);
    }

    /**
     * Attention to another sequence with a mask.
     *
     * @param mask broadcasts to {@code [N, heads, T, S]}; bool: true takes part; floating: added to the scores
     */
    public Tensor call(Tensor query, Tensor key, Tensor value, Tensor mask) {
        return run(this, attention -> attention.attend(query, key, value, mask), query, key, value, mask);
    }

    private Tensor attendSelf(Tensor x, Tensor... mask) {
        var weight = inWeight.value();
        var projected = inBias == null ? x.linear(weight) : x.linear(weight, inBias.value()); // [N, T, 3 E]
        var parts = projected.split(weight.shape().size(1), 2);
        return join(split(parts[0]).attention(split(parts[1]), split(parts[2]), causal, mask));
    }

    private Tensor attend(Tensor query, Tensor key, Tensor value, Tensor... mask) {
        var weight = inWeight.value();
        var bias = inBias == null ? NONE : new Tensor[] {inBias.value()};
        var q = split(project(query, 0, weight, bias));
        var k = split(project(key, 1, weight, bias));
        var v = split(project(value, 2, weight, bias));
        return join(q.attention(k, v, causal, mask));
    }

    /** The part of the joint projection that is for queries, keys or values: 0, 1 or 2. */
    private static Tensor project(Tensor x, int part, Tensor weight, Tensor[] bias) {
        long dim = weight.shape().size(1);
        var rows = weight.slice(0, part * dim, (part + 1) * dim);
        return bias.length == 0 ? x.linear(rows) : x.linear(rows, bias[0].slice(0, part * dim, (part + 1) * dim));
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
