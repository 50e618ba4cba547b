package dev.vireo.training.precision;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.op.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Divides all gradients by one number, in one operation for each device. */
public final class GradientScale {
    private GradientScale() {}

    /** Divides the gradients of these parameters by a number. */
    public static void divide(List<Tensor> parameters, double divisor) {
        eachDevice(parameters, (gradients, device) -> unscale(gradients, Tensor.full(scalar(device), divisor)));
    }

    /** Divides the gradients of these parameters by a float32 scalar, without reading it. */
    public static void divide(List<Tensor> parameters, Tensor divisor) {
        eachDevice(parameters, (gradients, device) -> unscale(gradients, divisor.to(device)));
    }

    /** As {@link #divide(List, double)}; reads whether all gradients were finite. */
    static boolean divideAndCheck(List<Tensor> parameters, double divisor) {
        var found = new ArrayList<Boolean>();
        eachDevice(parameters, (gradients, device) -> {
            var notFinite = unscale(gradients, Tensor.full(scalar(device), divisor));
            found.add(notFinite.itemOrNaN() > 0); // on meta nothing is infinite
        });
        return !found.contains(true);
    }

    private interface Work {
        void on(List<Tensor> gradients, Device device);
    }

    private static void eachDevice(List<Tensor> parameters, Work work) {
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var byDevice = parameters.stream()
                    .flatMap(each -> Autograd.gradientValues(each).stream())
                    .collect(Collectors.groupingBy(Tensor::device));
            byDevice.forEach(
                    (device, gradients) -> Engines.with(gradients.get(0).engine(), () -> {
                        work.on(gradients, device);
                        return gradients;
                    }));
        }
    }

    /** Returns 1 if a gradient was not finite, else 0. */
    private static Tensor unscale(List<Tensor> gradients, Tensor divisor) {
        var found = Tensor.zeros(scalar(divisor.device()));
        var inputs = new ArrayList<>(gradients);
        inputs.add(divisor);
        inputs.add(found);
        Engines.run(new Update.UnscaleAndCheck(), inputs.toArray(Tensor[]::new));
        return found;
    }

    private static TensorSpec scalar(Device device) {
        return new TensorSpec(Shape.SCALAR, DType.FLOAT32, device);
    }
}
