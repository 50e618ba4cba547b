package dev.vireo.training;

import static dev.vireo.nn.convolution.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.vireo.nn.Embedding;
import dev.vireo.nn.Flatten;
import dev.vireo.nn.Identity;
import dev.vireo.nn.Layer;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.Unflatten;
import dev.vireo.nn.activation.ELU;
import dev.vireo.nn.activation.GELU;
import dev.vireo.nn.activation.GLU;
import dev.vireo.nn.activation.Hardsigmoid;
import dev.vireo.nn.activation.Hardswish;
import dev.vireo.nn.activation.Hardtanh;
import dev.vireo.nn.activation.LeakyReLU;
import dev.vireo.nn.activation.LogSigmoid;
import dev.vireo.nn.activation.LogSoftmax;
import dev.vireo.nn.activation.Mish;
import dev.vireo.nn.activation.PReLU;
import dev.vireo.nn.activation.ReLU;
import dev.vireo.nn.activation.ReLU6;
import dev.vireo.nn.activation.SELU;
import dev.vireo.nn.activation.SiLU;
import dev.vireo.nn.activation.Sigmoid;
import dev.vireo.nn.activation.Softmax;
import dev.vireo.nn.activation.Softplus;
import dev.vireo.nn.activation.Softsign;
import dev.vireo.nn.activation.Tanh;
import dev.vireo.nn.convolution.Conv1d;
import dev.vireo.nn.convolution.Conv2d;
import dev.vireo.nn.convolution.Conv3d;
import dev.vireo.nn.convolution.ConvTranspose1d;
import dev.vireo.nn.convolution.ConvTranspose2d;
import dev.vireo.nn.convolution.ConvTranspose3d;
import dev.vireo.nn.loss.Losses;
import dev.vireo.nn.normalization.BatchNorm1d;
import dev.vireo.nn.normalization.BatchNorm2d;
import dev.vireo.nn.normalization.BatchNorm3d;
import dev.vireo.nn.normalization.GroupNorm;
import dev.vireo.nn.normalization.InstanceNorm1d;
import dev.vireo.nn.normalization.InstanceNorm2d;
import dev.vireo.nn.normalization.InstanceNorm3d;
import dev.vireo.nn.normalization.LayerNorm;
import dev.vireo.nn.normalization.RMSNorm;
import dev.vireo.nn.pooling.AdaptiveAvgPool1d;
import dev.vireo.nn.pooling.AdaptiveAvgPool2d;
import dev.vireo.nn.pooling.AdaptiveAvgPool3d;
import dev.vireo.nn.pooling.AdaptiveMaxPool1d;
import dev.vireo.nn.pooling.AdaptiveMaxPool2d;
import dev.vireo.nn.pooling.AdaptiveMaxPool3d;
import dev.vireo.nn.pooling.AvgPool1d;
import dev.vireo.nn.pooling.AvgPool2d;
import dev.vireo.nn.pooling.AvgPool3d;
import dev.vireo.nn.pooling.MaxPool1d;
import dev.vireo.nn.pooling.MaxPool2d;
import dev.vireo.nn.pooling.MaxPool3d;
import dev.vireo.nn.recurrent.Bidirectional;
import dev.vireo.nn.recurrent.GRU;
import dev.vireo.nn.recurrent.LSTM;
import dev.vireo.nn.recurrent.PeepholeLSTM;
import dev.vireo.nn.recurrent.RNN;
import dev.vireo.nn.recurrent.SimpleRNN;
import dev.vireo.nn.regularization.Dropout;
import dev.vireo.nn.regularization.Dropout2d;
import dev.vireo.nn.resampling.PixelShuffle;
import dev.vireo.nn.resampling.Upsample;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.DeviceException;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.training.optimizer.AdamW;
import dev.vireo.training.optimizer.Optimizer;
import dev.vireo.training.optimizer.SGD;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs training steps of every layer on meta. This finds wrong shapes, types and devices without a GPU. */
class MetaTest {
    /** A layer and a valid input for it. */
    private record Case(Supplier<Layer> layer, TensorSpec input) {}

    private static Case of(Supplier<Layer> layer, long... input) {
        return new Case(layer, new TensorSpec(Shape.of(input), DType.FLOAT32, Device.META));
    }

    private static Stream<Case> cases() {
        var index = new TensorSpec(Shape.of(2, 5), DType.INT64, Device.META);
        return Stream.of(
                        Stream.of(
                                of(() -> new Linear(4, 3), 2, 4),
                                new Case(() -> new Embedding(10, 4), index),
                                of(Flatten::new, 2, 3, 4),
                                of(Identity::new, 2, 3, 4),
                                of(() -> new Sequential(new Linear(4, 3), new ReLU()), 2, 4),
                                of(() -> new Unflatten(1, 2, 2), 2, 4),
                                of(() -> new Conv1d(2, 4, kernel(3)), 2, 2, 8),
                                of(() -> new Conv2d(2, 4, kernel(3).padding(1)), 2, 2, 8, 8),
                                of(() -> new Conv3d(2, 4, kernel(3)), 2, 2, 5, 5, 5),
                                of(() -> new ConvTranspose1d(2, 4, kernel(3)), 2, 2, 8),
                                of(() -> new ConvTranspose2d(2, 4, kernel(3).stride(2)), 2, 2, 8, 8),
                                of(() -> new ConvTranspose3d(2, 4, kernel(3)), 2, 2, 5, 5, 5)),
                        Stream.of(
                                of(() -> new BatchNorm1d(4), 3, 4),
                                of(() -> new BatchNorm2d(4), 3, 4, 5, 5),
                                of(() -> new BatchNorm3d(4), 3, 4, 5, 5, 5),
                                of(() -> new LayerNorm(4), 3, 4),
                                of(() -> new GroupNorm(2, 4), 3, 4, 5),
                                of(() -> new RMSNorm(4), 3, 4),
                                of(() -> new InstanceNorm1d(4), 3, 4, 5),
                                of(() -> new InstanceNorm2d(4), 3, 4, 5, 5),
                                of(() -> new InstanceNorm3d(4), 3, 4, 5, 5, 5)),
                        Stream.of(
                                of(() -> new LSTM(3, 4), 2, 5, 3),
                                of(() -> new GRU(3, 4), 2, 5, 3),
                                of(() -> new RNN(3, 4), 2, 5, 3),
                                of(() -> new PeepholeLSTM(3, 4, true, new Tanh(), new Sigmoid()), 2, 5, 3),
                                of(() -> new SimpleRNN(3, 4, new Tanh()), 2, 5, 3),
                                of(() -> new Bidirectional(new GRU(3, 4), new GRU(3, 4), Tensor::add), 2, 5, 3)),
                        Stream.of(
                                of(() -> new MaxPool1d(2), 2, 3, 8),
                                of(() -> new MaxPool2d(2), 2, 3, 8, 8),
                                of(() -> new MaxPool3d(2), 2, 3, 4, 4, 4),
                                of(() -> new AvgPool1d(2), 2, 3, 8),
                                of(() -> new AvgPool2d(2), 2, 3, 8, 8),
                                of(() -> new AvgPool3d(2), 2, 3, 4, 4, 4),
                                of(() -> new AdaptiveAvgPool1d(3), 2, 3, 8),
                                of(() -> new AdaptiveAvgPool2d(3), 2, 3, 8, 8),
                                of(() -> new AdaptiveAvgPool3d(2), 2, 3, 4, 4, 4),
                                of(() -> new AdaptiveMaxPool1d(3), 2, 3, 8),
                                of(() -> new AdaptiveMaxPool2d(3), 2, 3, 8, 8),
                                of(() -> new AdaptiveMaxPool3d(2), 2, 3, 4, 4, 4)),
                        Stream.<Supplier<Layer>>of(
                                        ReLU::new,
                                        ReLU6::new,
                                        LeakyReLU::new,
                                        PReLU::new,
                                        ELU::new,
                                        SELU::new,
                                        GELU::new,
                                        SiLU::new,
                                        Mish::new,
                                        GLU::new,
                                        Sigmoid::new,
                                        LogSigmoid::new,
                                        Tanh::new,
                                        Softsign::new,
                                        Softplus::new,
                                        Hardtanh::new,
                                        Hardsigmoid::new,
                                        Hardswish::new,
                                        () -> new Softmax(1),
                                        () -> new LogSoftmax(1),
                                        Dropout2d::new,
                                        () -> new Dropout(0.5),
                                        () -> new Upsample(2),
                                        () -> new PixelShuffle(2))
                                .map(layer -> of(layer, 2, 4, 6, 6)))
                .flatMap(each -> each);
    }

    @TestFactory
    Stream<DynamicTest> everyLayerTakesAStep() {
        return cases().map(each -> DynamicTest.dynamicTest(type(each), () -> step(each)));
    }

    @Test
    void noLayerIsMissing() {
        var tried = cases().map(MetaTest::type).collect(Collectors.toSet());
        var all = new ClassFileImporter()
                .importPackages("dev.vireo.nn").stream()
                        .filter(each -> each.isAssignableTo(Layer.class))
                        .filter(each -> each.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(each -> !each.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::getSimpleName)
                        .toList();
        assertThat(all).contains("Linear").isSubsetOf(tried);
    }

    private static String type(Case each) {
        try (var layer = each.layer().get()) {
            return layer.getClass().getSimpleName();
        }
    }

    private static void step(Case each) {
        try (var layer = each.layer().get();
                var scope = TensorScope.open()) {
            onMeta(layer);
            var x = Tensor.zeros(each.input());
            if (x.dtype().isFloating()) {
                x.requiresGrad(true);
            }

            layer.call(x).square().sum().backward();

            assertThat(layer.parameters())
                    .allSatisfy(parameter -> assertThat(parameter.grad())
                            .hasValueSatisfying(
                                    gradient -> assertThat(gradient.spec()).isEqualTo(parameter.spec())));
            if (x.requiresGrad()) {
                assertThat(x.grad().orElseThrow().spec()).isEqualTo(x.spec());
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> everyOptimizerTakesAStep() {
        return Stream.<Optimizer.Settings>of(
                        AdamW.of(1e-3),
                        AdamW.of(1e-3).weightDecay(0.1),
                        SGD.of(0.1),
                        SGD.of(0.1).momentum(0.9))
                .map(settings -> DynamicTest.dynamicTest(settings.toString(), () -> {
                    try (var net = net();
                            var optimizer = settings.over(onMeta(net).parameters())) {
                        for (int i = 0; i < 2; i++) {
                            try (var scope = TensorScope.open()) {
                                var logits = net.call(Tensor.zeros(meta(DType.FLOAT32, 4, 1, 8, 8)));
                                Losses.crossEntropy(logits, Tensor.zeros(meta(DType.INT64, 4)))
                                        .backward();
                                optimizer.step();
                            }
                        }
                        assertThat(net.parameters())
                                .allMatch(each -> each.device().isMeta());
                    }
                }));
    }

    @Test
    void aNetworkAndItsInputMustBeOnOneDevice() {
        try (var net = net();
                var scope = TensorScope.open()) {
            onMeta(net);

            assertThatThrownBy(() -> net.call(Tensor.zeros(4, 1, 8, 8)))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContainingAll("conv", "cpu", "meta");
        }
    }

    private static Layer onMeta(Layer layer) {
        return layer.to(Device.META, DType.FLOAT32);
    }

    private static Sequential net() {
        return new Sequential(
                new Conv2d(1, 4, kernel(3)), new BatchNorm2d(4), new ReLU(), new Flatten(), new Linear(4 * 36, 10));
    }

    private static TensorSpec meta(DType dtype, long... shape) {
        return new TensorSpec(Shape.of(shape), dtype, Device.META);
    }
}
