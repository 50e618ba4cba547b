package dev.vireo.tensor.trace;

import dev.vireo.tensor.VireoException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An integer in a trace: a constant, or a polynomial of {@linkplain Symbol symbols} with integer coefficients, such as
 * {@code 2*batch + 1}.
 *
 * @param constant what is added to the terms
 * @param terms the products of symbols; empty for a constant
 */
public record Size(long constant, List<Term> terms) {
    private static final Comparator<List<Symbol>> ORDER = Comparator.comparing(List::toString);

    /**
     * A product of symbols and a coefficient that is not 0.
     *
     * @param coefficient the coefficient
     * @param symbols one or more, sorted by name; a square has its symbol twice
     */
    public record Term(long coefficient, List<Symbol> symbols) {
        long evaluate(ToLongFunction<Symbol> values) {
            return symbols.stream().mapToLong(values).reduce(coefficient, Math::multiplyExact);
        }

        @Override
        public String toString() {
            var product = symbols.stream().map(Symbol::name).collect(Collectors.joining("*"));
            return coefficient == 1 ? product : coefficient == -1 ? "-" + product : coefficient + "*" + product;
        }
    }

    /** A constant. */
    public static Size of(long constant) {
        return new Size(constant, List.of());
    }

    /** A symbol alone. */
    public static Size of(Symbol symbol) {
        return new Size(0, List.of(new Term(1, List.of(symbol))));
    }

    /** Whether it is the same for all inputs. */
    public boolean isConstant() {
        return terms.isEmpty();
    }

    /**
     * The value of a constant.
     *
     * @throws VireoException if it depends on a symbol
     */
    public long value() {
        if (!isConstant()) {
            throw new VireoException("the size " + this + " is not constant");
        }
        return constant;
    }

    /** The value for given sizes of the symbols. */
    public long evaluate(ToLongFunction<Symbol> values) {
        return terms.stream().mapToLong(term -> term.evaluate(values)).reduce(constant, Math::addExact);
    }

    /** The sum. */
    public Size plus(Size other) {
        return sum(constant + other.constant, Stream.concat(terms.stream(), other.terms.stream()));
    }

    /** The difference. */
    public Size minus(Size other) {
        return plus(other.times(-1));
    }

    /** The product with a number. */
    public Size times(long factor) {
        return times(of(factor));
    }

    /** The product. */
    public Size times(Size other) {
        var products = new ArrayList<Term>();
        for (var mine : withConstant()) {
            for (var theirs : other.withConstant()) {
                var symbols = Stream.concat(mine.symbols.stream(), theirs.symbols.stream())
                        .sorted(Comparator.comparing(Symbol::name))
                        .toList();
                products.add(new Term(Math.multiplyExact(mine.coefficient, theirs.coefficient), symbols));
            }
        }
        return sum(0, products.stream());
    }

    /** Text such as {@code 2*batch + 1}. */
    @Override
    public String toString() {
        if (terms.isEmpty()) {
            return Long.toString(constant);
        }
        var text = terms.stream().map(Term::toString).collect(Collectors.joining(" + "));
        var whole = constant == 0 ? text : text + " + " + constant;
        return whole.replace("+ -", "- ");
    }

    private List<Term> withConstant() {
        return Stream.concat(Stream.of(new Term(constant, List.of())), terms.stream())
                .filter(term -> term.coefficient != 0)
                .toList();
    }

    /** Adds up terms of the same symbols; those without a symbol are part of the constant. */
    private static Size sum(long constant, Stream<Term> terms) {
        Map<List<Symbol>, Long> bySymbols = new TreeMap<>(ORDER);
        terms.forEach(term -> bySymbols.merge(term.symbols, term.coefficient, Long::sum));
        long free = bySymbols.getOrDefault(List.<Symbol>of(), 0L);
        var rest = bySymbols.entrySet().stream()
                .filter(entry -> !entry.getKey().isEmpty() && entry.getValue() != 0)
                .map(entry -> new Term(entry.getValue(), entry.getKey()))
                .toList();
        return new Size(constant + free, rest);
    }
}
