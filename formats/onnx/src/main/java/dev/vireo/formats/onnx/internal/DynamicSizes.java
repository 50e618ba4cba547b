package dev.vireo.formats.onnx.internal;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.trace.Size;
import dev.vireo.tensor.trace.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes sizes in the graph: reads symbols from the shapes of tensors, and evaluates polynomials of them. */
public final class DynamicSizes {
    private final GraphBuilder graph;
    private final Map<Symbol, Value> symbols = new HashMap<>();
    private final Map<Size, Value> computed = new HashMap<>();

    DynamicSizes(GraphBuilder graph) {
        this.graph = graph;
    }

    /** Returns one size as an int64 vector {@code [1]}. */
    public Value of(Size size) {
        return size.isConstant() ? graph.longs(size.constant()) : computed(size);
    }

    /** Returns several sizes as one int64 vector. */
    public Value of(List<Size> sizes) {
        if (sizes.stream().allMatch(Size::isConstant)) {
            return graph.longs(sizes.stream().mapToLong(Size::constant).toArray());
        }
        var parts = new ArrayList<Value>();
        for (var size : sizes) {
            parts.add(of(size));
        }
        return parts.size() == 1
                ? parts.get(0)
                : graph.node("Concat", parts.toArray(new Value[0]))
                        .with("axis", 0)
                        .value();
    }

    /** Returns one size as a scalar of any type. */
    public Value scalar(Size size, DType dtype) {
        if (size.isConstant()) {
            return graph.scalar(size.constant(), dtype);
        }
        var scalar = graph.op("Squeeze", computed(size), graph.longs(0));
        return dtype == DType.INT64 ? scalar : graph.cast(scalar, dtype);
    }

    private Value computed(Size size) {
        var known = computed.get(size);
        if (known != null) {
            return known;
        }
        var terms = size.terms().stream().map(this::term).toList();
        var sum = terms.get(0);
        for (var term : terms.subList(1, terms.size())) {
            sum = graph.op("Add", sum, term);
        }
        var result = size.constant() == 0 ? sum : graph.op("Add", sum, graph.longs(size.constant()));
        computed.put(size, result);
        return result;
    }

    private Value term(Size.Term term) {
        var product = symbol(term.symbols().get(0));
        for (var factor : term.symbols().subList(1, term.symbols().size())) {
            product = graph.op("Mul", product, symbol(factor));
        }
        return term.coefficient() == 1 ? product : graph.op("Mul", product, graph.longs(term.coefficient()));
    }

    private Value symbol(Symbol symbol) {
        var known = symbols.get(symbol);
        if (known != null) {
            return known;
        }
        if (!graph.has(symbol.value())) {
            throw new VireoException("the size " + symbol + " is not known before the operation has run");
        }
        var size = graph.node("Shape", graph.value(symbol.value()))
                .with("start", symbol.dim())
                .with("end", symbol.dim() + 1L)
                .value();
        symbols.put(symbol, size);
        return size;
    }
}
