package dev.vireo.tensor.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the polynomial of known symbols that gives a number in every run. Tries the simplest form first: a symbol, a
 * linear function of one, a product, a product and a constant, a linear function of two.
 */
final class Polynomials {
    private static final int LARGEST_DEGREE = 4;

    /** A linear function of two symbols has three coefficients; one more run checks them. */
    private static final int RUNS_FOR_TWO = 4;

    private final Map<Symbol, long[]> values = new LinkedHashMap<>();

    /** Adds a symbol with its size in each run. */
    void add(Symbol symbol, long... sizes) {
        values.put(symbol, sizes);
    }

    /**
     * The polynomial for a number.
     *
     * @param number its value in each run; not the same in all
     * @param near symbols to prefer, which are known
     */
    Optional<Size> find(long[] number, List<Symbol> near) {
        var symbols = Stream.concat(near.stream(), values.keySet().stream())
                .distinct()
                .filter(symbol -> !isConstant(of(symbol)))
                .toList();
        return symbols.stream()
                .filter(symbol -> Arrays.equals(of(symbol), number))
                .findFirst()
                .map(Size::of)
                .or(() -> first(symbols, symbol -> linear(number, Size.of(symbol), of(symbol))))
                .or(() -> product(number, symbols, LARGEST_DEGREE))
                .or(() -> productAndConstant(number, symbols))
                .or(() -> linearInTwo(number, symbols));
    }

    private interface Attempt {
        Optional<Size> with(Symbol symbol);
    }

    private static Optional<Size> first(List<Symbol> symbols, Attempt attempt) {
        return symbols.stream().flatMap(symbol -> attempt.with(symbol).stream()).findFirst();
    }

    /** a x + b. */
    private static Optional<Size> linear(long[] number, Size x, long[] sizes) {
        int other = firstOther(sizes);
        if (other < 0) {
            return Optional.empty();
        }
        long run = sizes[other] - sizes[0];
        long rise = number[other] - number[0];
        if (rise % run != 0) {
            return Optional.empty();
        }
        long slope = rise / run;
        long constant = number[0] - slope * sizes[0];
        for (int i = 0; i < number.length; i++) {
            if (number[i] != slope * sizes[i] + constant) {
                return Optional.empty();
            }
        }
        return Optional.of(x.times(slope).plus(Size.of(constant)));
    }

    /** c x y ..., by division. */
    private Optional<Size> product(long[] number, List<Symbol> symbols, int degree) {
        if (isConstant(number)) {
            return Optional.of(Size.of(number[0]));
        }
        if (degree == 0) {
            return Optional.empty();
        }
        return first(
                symbols,
                symbol -> divided(number, of(symbol))
                        .flatMap(rest -> product(rest, symbols, degree - 1))
                        .map(rest -> rest.times(Size.of(symbol))));
    }

    /** a x y + b. */
    private Optional<Size> productAndConstant(long[] number, List<Symbol> symbols) {
        return first(
                symbols,
                a -> first(symbols, b -> {
                    var product = new long[number.length];
                    Arrays.setAll(product, i -> of(a)[i] * of(b)[i]);
                    return linear(number, Size.of(a).times(Size.of(b)), product);
                }));
    }

    /** a x + b y + c. */
    private Optional<Size> linearInTwo(long[] number, List<Symbol> symbols) {
        if (number.length < RUNS_FOR_TWO) {
            return Optional.empty();
        }
        for (var a : symbols) {
            for (var b : symbols) {
                var rest = a.equals(b) ? Optional.<Size>empty() : linearInTwo(number, a, b);
                if (rest.isPresent()) {
                    return rest;
                }
            }
        }
        return Optional.empty();
    }

    /** Takes the slope of a from two runs in which b is equal; what remains is linear in b. */
    private Optional<Size> linearInTwo(long[] number, Symbol a, Symbol b) {
        var x = of(a);
        var y = of(b);
        for (var pair : pairs(number.length)) {
            int i = pair[0];
            int j = pair[1];
            if (y[i] != y[j] || x[i] == x[j] || (number[i] - number[j]) % (x[i] - x[j]) != 0) {
                continue;
            }
            long slope = (number[i] - number[j]) / (x[i] - x[j]);
            var rest = new long[number.length];
            Arrays.setAll(rest, k -> number[k] - slope * x[k]);
            return linear(rest, Size.of(b), y).map(of -> of.plus(Size.of(a).times(slope)));
        }
        return Optional.empty();
    }

    private static List<int[]> pairs(int count) {
        var pairs = new ArrayList<int[]>();
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                pairs.add(new int[] {i, j});
            }
        }
        return pairs;
    }

    private static Optional<long[]> divided(long[] number, long[] by) {
        var quotients = new long[number.length];
        for (int i = 0; i < number.length; i++) {
            if (by[i] == 0 || number[i] % by[i] != 0) {
                return Optional.empty();
            }
            quotients[i] = number[i] / by[i];
        }
        return Optional.of(quotients);
    }

    private static int firstOther(long... sizes) {
        for (int i = 1; i < sizes.length; i++) {
            if (sizes[i] != sizes[0]) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a number is the same in all runs. */
    static boolean isConstant(long... numbers) {
        return firstOther(numbers) < 0;
    }

    private long[] of(Symbol symbol) {
        var sizes = values.get(symbol);
        if (sizes == null) {
            throw new AssertionError(symbol + " is not known");
        }
        return sizes;
    }
}
