package dev.vireo.engine.tck.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.trace.Symbol;
import dev.vireo.tensor.trace.Trace;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests attributes, numbers and shapes that depend on sizes of the inputs. */
final class TraceSizesTest extends OnReferenceEngine {
    static Stream<Arguments> functions() {
        return Stream.of(
                function("mean by hand", x -> x.sum(0).div(x.shape().size(0))),
                function("zeros", x -> Tensor.zeros(x.shape().size(0), 3).add(x)),
                function(
                        "arange",
                        x -> Tensor.arange(x.shape().size(0))
                                .to(DType.FLOAT32)
                                .unsqueeze(1)
                                .add(x)),
                function(
                        "arange of floats",
                        x -> x.add(Tensor.arange(
                                        1, .5, new TensorSpec(Shape.of(x.shape().size(0)), DType.FLOAT32, Device.CPU))
                                .unsqueeze(1))),
                function("reshape", x -> x.reshape(x.shape().size(0) * 3, 1)),
                function("reshape to halves", x -> Tensor.concat(0, x, x).reshape(2, -1)),
                function("flatten", x -> x.flatten(0)),
                function("number of elements", x -> x.sum().div(x.shape().elements())),
                function("number of others", x -> x.sum(0).div(x.shape().size(0) - 1.0)),
                function("expand", x -> x.sum(0).expand(2 * x.shape().size(0), 3)),
                function("slice to the end", x -> x.slice(0, 1, x.shape().size(0))),
                function("all but the last", x -> x.slice(0, 0, x.shape().size(0) - 1)),
                function("last", x -> x.select(0, -1)),
                function("repeat", x -> x.unsqueeze(0).repeat((int) x.shape().size(0), 1, 1)),
                function("pad", x -> x.pad(Dims.of((int) x.shape().size(0), 0), Dims.of(0, 1), 1)),
                function("causal mask", x -> {
                    long n = x.shape().size(0);
                    var mask = Tensor.ones(n, n).tril(0).to(DType.BOOL);
                    return x.matmul(x.transpose(0, 1)).maskedFill(mask.logicalNot(), -9);
                }),
                function(
                        "one hot of places",
                        x -> x.add(Tensor.arange(x.shape().size(0))
                                .lt(2)
                                .to(DType.FLOAT32)
                                .unsqueeze(1))),
                function("strided", x -> x.slice(0, 0, x.shape().size(0), 2).reshape(-1)),
                function("strided, counted", x -> {
                    var half = x.slice(0, 0, x.shape().size(0), 2);
                    return half.sum(0).div(half.shape().size(0));
                }),
                function("masked", x -> {
                    var found = x.maskedSelect(x.gt(3));
                    return found.sum().div(found.shape().size(0));
                }),
                function("without the rest", x -> x.mul(0).add(x.shape().size(0))));
    }

    private static Arguments function(String name, UnaryOperator<Tensor> function) {
        return Arguments.of(name, function);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void aTraceIsCorrectForEverySize(String name, UnaryOperator<Tensor> function) {
        var trace = recorded(function, "n");
        for (int n : new int[] {2, 3, 5, 8}) {
            var x = ramp(n, 3);
            var expected = function.apply(x);
            var actual = trace.run(x).get(0);
            assertThat(actual.spec()).isEqualTo(expected.spec());
            assertThat(actual.toFloatArray()).isEqualTo(expected.toFloatArray());
        }
    }

    private static Tensor ramp(int n, int m) {
        return Tensor.arange(0, .75, new TensorSpec(Shape.of((long) n * m), DType.FLOAT32, Device.CPU))
                .reshape(n, m);
    }

    @Test
    void severalDynamicDimensionsAreIndependent() {
        UnaryOperator<Tensor> function = x -> {
            long n = x.shape().size(0);
            long m = x.shape().size(1);
            return x.reshape(n * m).mul(n + 2 * m).add(n * m);
        };
        var trace = recorded(function, "n", "m");
        var x = ramp(5, 4);
        assertThat(trace.run(x).get(0).toFloatArray())
                .isEqualTo(function.apply(x).toFloatArray());
        assertThat(trace.symbols().stream().map(Symbol::name)).containsExactly("n", "m");
        assertThat(trace.outputs().get("output").sizes()).hasToString("[m*n]");
    }

    @Test
    void sizesThatAreNoPolynomialBecomeNewSymbols() {
        var trace = recorded(x -> x.slice(0, 0, x.shape().size(0), 2).neg(), "n");
        assertThat(trace.outputs().get("output").sizes()).hasToString("[size1, 3]");
        assertThat(trace.run(ramp(9, 3)).get(0).shape()).isEqualTo(Shape.of(5, 3));
    }

    @Test
    void aSizeThatDependsOnDataIsASymbol() {
        var trace = recorded(x -> x.nonzero());
        assertThat(trace.outputs().get("output").sizes()).hasToString("[size0, 2]");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        (UnaryOperator<Tensor>) x -> x.mul(Math.sqrt(x.shape().size(0))),
                        "trace: full at TraceSizesTest.java:",
                        "the attribute value is [1.4142135"),
                Arguments.of(
                        (UnaryOperator<Tensor>) x -> x.slice(0, 0, x.shape().size(0) / 2),
                        "trace: slice at TraceSizesTest.java:",
                        "the attribute end is [1.0"),
                Arguments.of(
                        (UnaryOperator<Tensor>) x ->
                                x.add(Tensor.of(new float[(int) x.shape().size(0)], 2, 1)),
                        "trace: the function runs with the sample, but not with 'n' = 5 instead of 2",
                        "do not fill the shape"),
                Arguments.of(
                        (UnaryOperator<Tensor>) x -> x.add(
                                Tensor.of(new float[(int) x.shape().size(0)]).unsqueeze(1)),
                        "trace: a tensor float32 [2] on cpu used by unsqueeze",
                        "has not the same values, with 'n' = 5 instead of 2"),
                Arguments.of(
                        (UnaryOperator<Tensor>) x -> x.shape().size(0) > 4 ? x.exp() : x.neg(),
                        "trace: step 0 is neg at TraceSizesTest.java:",
                        "with 'n' = 5 instead of 2 it is exp"),
                Arguments.of(
                        (UnaryOperator<Tensor>) x -> {
                            var sum = x;
                            for (int i = 1; i < x.shape().size(0); i++) {
                                sum = sum.add(x);
                            }
                            return sum;
                        },
                        "trace: there are 1 steps, with 'n' = 5 instead of 2 there are 4",
                        "control flow"),
                Arguments.of(
                        (UnaryOperator<Tensor>) x -> x.add(Tensor.zeros(2, 3)),
                        "trace: the function runs with the sample, but not with 'n' = 5 instead of 2: add: shapes",
                        "do not broadcast"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void functionsThatFailForOtherSizesAreRefused(UnaryOperator<Tensor> function, String start, String part) {
        assertThatThrownBy(() -> recorded(function, "n"))
                .isInstanceOf(VireoException.class)
                .hasMessageStartingWith(start)
                .hasMessageContaining(part);
    }

    @Test
    void moreNamesThanDimensionsAreRefused() {
        assertThatThrownBy(() -> recorded(x -> x, "n", "m", "k"))
                .hasMessage("trace: the input 'x' [2, 3] has 2 dimensions; got 3 names");
    }

    @Test
    void aLargeDimensionIsVariedNearItsSize() {
        var trace = kept(Trace.recorder()
                .input("x", Tensor.ones(64, 2), "n")
                .record(in -> List.of(in.get(0).slice(0, 0, 40).sum(0))));
        assertThat(trace.run(Tensor.ones(50, 2)).get(0).toFloatArray()).containsOnly(40);
    }
}
