package dev.vireo.tensor.internal.decomposition.part;

import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;

/** Evaluates an Einstein summation: contracts two operands at a time by batched matrix products. */
public final class Contraction {
    private final String[] operands;
    private final String result;

    /** Parses an equation. */
    public Contraction(String equation) {
        var sides = equation.replace(" ", "").split("->", -1);
        operands = sides[0].split(",", -1);
        result = sides[1];
    }

    /** A tensor and the letters of its dimensions. */
    private record Term(String letters, Tensor tensor) {
        long size(char letter) {
            return tensor.shape().size(letters.indexOf(letter));
        }

        boolean has(char letter) {
            return letters.indexOf(letter) >= 0;
        }

        /** Permutes the dimensions to an order that contains the same letters. */
        Term ordered(String order) {
            var dims = new int[order.length()];
            boolean same = true;
            for (int i = 0; i < dims.length; i++) {
                dims[i] = letters.indexOf(order.charAt(i));
                same &= dims[i] == i;
            }
            return same ? this : new Term(order, tensor.permute(dims));
        }

        /** Sums over the dimensions whose letters are not kept. */
        Term summed(String kept) {
            var rest = common(letters, kept);
            if (rest.length() == letters.length()) {
                return this;
            }
            var gone = new int[letters.length() - rest.length()];
            int next = 0;
            for (int i = 0; i < letters.length(); i++) {
                if (rest.indexOf(letters.charAt(i)) < 0) {
                    gone[next++] = i;
                }
            }
            return new Term(rest, tensor.sum(gone).to(tensor.dtype()));
        }

        /** The sizes of some of the dimensions. */
        Shape sizes(String some) {
            var sizes = new long[some.length()];
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = size(some.charAt(i));
            }
            return Shape.of(sizes);
        }

        /** Reshapes to three dimensions, each of which merges a group of letters. */
        Tensor matrices(String batch, String rows, String columns) {
            return ordered(batch + rows + columns)
                    .tensor
                    .reshape(
                            sizes(batch).elements(),
                            sizes(rows).elements(),
                            sizes(columns).elements());
        }
    }

    /** Evaluates the equation for its operands. */
    public Tensor of(Tensor[] in) {
        var product = new Term(operands[0], in[0]);
        for (int i = 1; i < in.length; i++) {
            product = product(product, new Term(operands[i], in[i]), stillNeeded(i + 1));
        }
        return product.summed(result).ordered(result).tensor();
    }

    /** The letters that the result or a later operand contains. */
    private String stillNeeded(int from) {
        var needed = new StringBuilder(result);
        for (int i = from; i < operands.length; i++) {
            needed.append(operands[i]);
        }
        return needed.toString();
    }

    private static Term product(Term left, Term right, String needed) {
        var a = left.summed(needed + right.letters());
        var b = right.summed(needed + left.letters());
        var shared = common(a.letters(), b.letters());
        var batch = common(shared, needed);
        var inner = without(shared, batch);
        var rows = without(a.letters(), shared);
        var columns = without(b.letters(), shared);
        var shape = a.sizes(batch).concat(a.sizes(rows)).concat(b.sizes(columns));
        var product = a.matrices(batch, rows, inner).matmul(b.matrices(batch, inner, columns));
        return new Term(batch + rows + columns, product.reshape(shape.toArray()));
    }

    private static String common(String letters, String others) {
        return filtered(letters, others, true);
    }

    private static String without(String letters, String others) {
        return filtered(letters, others, false);
    }

    private static String filtered(String letters, String others, boolean among) {
        var kept = new StringBuilder();
        for (char letter : letters.toCharArray()) {
            if (others.indexOf(letter) >= 0 == among) {
                kept.append(letter);
            }
        }
        return kept.toString();
    }
}
