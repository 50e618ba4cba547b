package dev.vireo.nn;

import static dev.vireo.nn.convolution.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.vireo.nn.activation.ReLU;
import dev.vireo.nn.convolution.Conv2d;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.listener.FlopCounter;
import dev.vireo.tensor.listener.ListenerScope;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FlopCounterTest {
    @Test
    void countsTheOperationsOfEachLayer() {
        var flops = new FlopCounter();
        try (var net = new Sequential(
                        new Conv2d(3, 8, kernel(3).padding(1)), new ReLU(), new Flatten(), new Linear(8 * 16, 10));
                var scope = TensorScope.open();
                var off = Autograd.noGrad();
                var listening = ListenerScope.open(flops)) {
            net.call(Tensor.ones(2, 3, 4, 4));
        }
        long conv = 2L * (2 * 8 * 16) * (3 * 9);
        long relu = 2 * 8 * 16;
        long linear = 2L * 2 * 128 * 10;
        assertThat(flops.total()).isEqualTo(conv + relu + linear);
        assertThat(flops.byPath())
                .contains(entry("Sequential.0", conv), entry("Sequential.1", relu), entry("Sequential.3", linear));
        assertThat(flops.byOperation())
                .contains(entry("conv", conv), entry("relu", relu), entry("flatten", 0L), entry("linear", linear));
    }

    /** torch.utils.flop_counter counts 2 b h t s (e + v): 2 * 2 * 4 * 10 * 10 * (16 + 16). */
    @Test
    void countsOnTheMetaDeviceAndOutsideLayers() {
        var flops = new FlopCounter();
        try (var scope = TensorScope.open()) {
            var x = Tensor.zeros(2, 4, 10, 16).to(Device.META);
            try (var listening = ListenerScope.open(flops)) {
                x.attention(x, x, false);
            }
            x.relu();
        }
        assertThat(flops.total()).isEqualTo(2 * 2 * 4 * 10 * 10 * (16 + 16));
        assertThat(flops.byPath()).containsExactly(entry("", flops.total()));
    }

    /**
     * torch.utils.flop_counter counts conv 3 times (its input needs no gradient in the first layer: 2 times), linear 3
     * times.
     */
    @Test
    void countsTheBackwardPassAlike() {
        long conv = 2L * (2 * 8 * 16) * (3 * 9);
        long linear = 2L * 2 * 128 * 10;
        for (var device : List.of(Device.CPU, Device.META)) {
            var flops = new FlopCounter();
            try (var net = new Sequential(new Conv2d(3, 8, kernel(3).padding(1)), new Flatten(), new Linear(8 * 16, 10))
                            .to(device, DType.FLOAT32);
                    var scope = TensorScope.open();
                    var listening = ListenerScope.open(flops)) {
                net.call(Tensor.zeros(2, 3, 4, 4).to(device)).sum().backward();
            }
            assertThat(flops.byOperation()).contains(entry("conv", 2 * conv), entry("linear", 3 * linear));
            assertThat(flops.byPath()).contains(entry("Sequential.0", 2 * conv), entry("Sequential.2", 3 * linear));
        }
    }

    /** torch.utils.flop_counter counts 7 products of equal widths, 2 forward and 5 backward. */
    @Test
    void countsTheBackwardPassOfAttention() {
        var flops = new FlopCounter();
        try (var scope = TensorScope.open();
                var listening = ListenerScope.open(flops)) {
            var x = Tensor.zeros(2, 4, 10, 16).requiresGrad(true);
            x.attention(x, x, false).sum().backward();
        }
        long product = 2L * 2 * 4 * 10 * 10 * 16;
        assertThat(flops.byOperation()).containsEntry("scaledDotProductAttention", 7 * product);
    }
}
