package dev.vireo.nn.init;

import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;

/** Draws random orthonormal vectors: normal vectors, orthogonalized against the previous ones (Gram-Schmidt). */
final class Orthogonal {
    private Orthogonal() {}

    static Tensor draw(Shape weight, double gain) {
        int rows = Math.toIntExact(weight.size(0));
        int columns = Math.toIntExact(weight.elements() / Math.max(1, rows));
        Fan.of(weight); // throws for vectors
        boolean wide = rows <= columns;
        var vectors = orthonormal(wide ? rows : columns, wide ? columns : rows);
        var values = new float[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                values[i * columns + j] = (float) (gain * (wide ? vectors[i][j] : vectors[j][i]));
            }
        }
        return Tensor.of(values, weight.toArray());
    }

    private static double[][] orthonormal(int count, int length) {
        var generator = Generator.current();
        var vectors = new double[count][length];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < length; j++) {
                vectors[i][j] = generator.nextGaussian();
            }
            subtractShares(vectors, i);
            subtractShares(vectors, i); // repeated to remove rounding errors
            double norm = Math.sqrt(dot(vectors[i], vectors[i]));
            for (int j = 0; j < length; j++) {
                vectors[i][j] /= norm;
            }
        }
        return vectors;
    }

    private static void subtractShares(double[][] vectors, int at) {
        for (int i = 0; i < at; i++) {
            double share = dot(vectors[i], vectors[at]);
            for (int j = 0; j < vectors[at].length; j++) {
                vectors[at][j] -= share * vectors[i][j];
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
