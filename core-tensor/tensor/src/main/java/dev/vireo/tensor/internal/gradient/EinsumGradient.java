package dev.vireo.tensor.internal.gradient;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.engine.FusedGradient.Saved;
import dev.vireo.tensor.op.LinearAlgebra.Einsum;

/** The gradient of an operand is an Einstein summation of the result's gradient and the other operands. */
final class EinsumGradient {
    static final GradientRule<Einsum> RULE = new GradientRule<>(Saved.INPUTS, EinsumGradient::backward);

    private EinsumGradient() {}

    private static void backward(Einsum op, Gradients c) {
        var sides = op.equation().replace(" ", "").split("->", -1);
        var operands = sides[0].split(",", -1);
        for (int i = 0; i < operands.length; i++) {
            int operand = i;
            c.give(i, () -> of(operand, operands, sides[1], c));
        }
    }

    private static Tensor of(int operand, String[] operands, String result, Gradients c) {
        var factors = new Tensor[operands.length];
        factors[0] = c.gradient();
        var equation = new StringBuilder(result);
        int next = 1;
        for (int i = 0; i < operands.length; i++) {
            if (i != operand) {
                equation.append(',').append(operands[i]);
                factors[next++] = c.input(i);
            }
        }
        var letters = operands[operand];
        var known = new StringBuilder();
        for (char letter : letters.toCharArray()) {
            if (equation.indexOf(String.valueOf(letter)) >= 0) {
                known.append(letter);
            }
        }
        var product = Tensor.einsum(equation + "->" + known, factors);
        for (int i = 0; i < letters.length(); i++) {
            if (known.indexOf(letters.substring(i, i + 1)) < 0) {
                // this operand alone is summed over the index, so all its elements have the same gradient
                product = product.unsqueeze(i);
            }
        }
        return product.expand(c.inputSpec(operand).shape().toArray());
    }
}
