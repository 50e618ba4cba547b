package dev.vireo.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares optimizers with libtorch's own on two parameters. One of them has no gradient in every third step. */
final class LibtorchOptimizersTest {
    private static final int STEPS = 12;
    private static final int SLOWER_FROM = 7;
    private static final double RATE = 0.05;

    private final Generator generator = Generator.seeded(7);
    private final float[] weight = draw(12);
    private final float[] bias = draw(4);
    private final org.bytedeco.pytorch.Tensor theirWeight =
            org.bytedeco.pytorch.Tensor.create(weight, 3, 4).set_requires_grad(true);
    private final org.bytedeco.pytorch.Tensor theirBias =
            org.bytedeco.pytorch.Tensor.create(bias, 4).set_requires_grad(true);

    @ParameterizedTest
    @MethodSource("sgds")
    void sgd(SGD.Settings settings) {
        var options = new SGDOptions(RATE);
        options.momentum().put(settings.momentum());
        options.nesterov().put(settings.nesterov());
        options.weight_decay().put(settings.weightDecay());
        var theirs = new org.bytedeco.pytorch.SGD(theirParameters(), options);
        compare(settings, 1, theirs, rate -> setRate(theirs, rate));
    }

    static Stream<SGD.Settings> sgds() {
        return Stream.of(
                SGD.of(RATE),
                SGD.of(RATE).weightDecay(0.1),
                SGD.of(RATE).momentum(0.9),
                SGD.of(RATE).momentum(0.8).weightDecay(0.1),
                SGD.of(RATE).nesterovMomentum(0.9).weightDecay(0.01));
    }

    @ParameterizedTest
    @MethodSource("adamWs")
    void adamW(AdamW.Settings settings) {
        var theirs = new org.bytedeco.pytorch.AdamW(theirParameters(), options(settings));
        compare(settings, 1, theirs, rate -> setRate(theirs, rate));
    }

    static Stream<AdamW.Settings> adamWs() {
        return Stream.of(
                AdamW.of(RATE),
                AdamW.of(RATE).weightDecay(0.3),
                AdamW.of(RATE).betas(0.7, 0.9).eps(1e-3).weightDecay(0));
    }

    @Test
    void aGroupWithoutDecay() {
        var settings = AdamW.of(RATE).weightDecay(0.5);
        var theirs = new org.bytedeco.pytorch.AdamW(new TensorVector(theirWeight), options(settings));
        theirs.add_param_group(new OptimizerParamGroup(new TensorVector(theirBias), options(settings.weightDecay(0))));
        compare(settings, 0, theirs, rate -> setRate(theirs, rate));
    }

    private void compare(
            Optimizer.Settings settings,
            double biasDecay,
            org.bytedeco.pytorch.Optimizer theirs,
            DoubleConsumer theirRate) {
        try (var scope = TensorScope.open()) {
            var ourWeight = Tensor.of(weight, 3, 4).requiresGrad(true);
            var ourBias = Tensor.of(bias, 4).requiresGrad(true);
            var plain = ParameterGroup.of(List.of(ourWeight));
            var other = ParameterGroup.of(List.of(ourBias)).weightDecayFactor(biasDecay);
            try (var ours = settings.over(plain, other)) {
                for (int step = 1; step <= STEPS; step++) {
                    if (step == SLOWER_FROM) {
                        ours.learningRate(RATE / 10);
                        theirRate.accept(RATE / 10);
                    }
                    gradient(ourWeight, theirWeight);
                    if (step % 3 != 0) {
                        gradient(ourBias, theirBias);
                    }
                    ours.step();
                    theirs.step();
                    theirs.zero_grad();
                    assertAgree("weight after step " + step, ourWeight, theirWeight);
                    assertAgree("bias after step " + step, ourBias, theirBias);
                }
            }
        }
    }

    private void gradient(Tensor ours, org.bytedeco.pytorch.Tensor theirs) {
        var values = draw((int) ours.shape().elements());
        ours.mul(Tensor.of(values, ours.shape().toArray())).sum().backward();
        theirs.mutable_grad()
                .put(org.bytedeco.pytorch.Tensor.create(values, ours.shape().toArray()));
    }

    private TensorVector theirParameters() {
        return new TensorVector(theirWeight, theirBias);
    }

    private static AdamWOptions options(AdamW.Settings settings) {
        var options = new AdamWOptions(settings.learningRate());
        options.betas().put(settings.beta2(), settings.beta1()); // a std::tuple stores its last element first
        options.eps().put(settings.eps());
        options.weight_decay().put(settings.weightDecay());
        return options;
    }

    private static void setRate(org.bytedeco.pytorch.Optimizer theirs, double rate) {
        for (long i = 0; i < theirs.param_groups().size(); i++) {
            theirs.param_groups().get(i).options().set_lr(rate);
        }
    }

    private static void assertAgree(String what, Tensor ours, org.bytedeco.pytorch.Tensor theirs) {
        var expected = new float[(int) theirs.numel()];
        new FloatPointer(theirs.data_ptr_float()).get(expected);
        assertThat(ours.toFloatArray()).as(what).containsExactly(expected, within(2e-6f));
    }

    private float[] draw(int count) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) generator.nextGaussian();
        }
        return values;
    }
}
