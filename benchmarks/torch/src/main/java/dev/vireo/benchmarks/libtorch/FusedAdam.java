package dev.vireo.benchmarks.libtorch;

import dev.vireo.benchmarks.workload.Cnn;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorList;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam over all parameters in one call of libtorch's fused kernel. Arguments that do not change between steps are boxed
 * once.
 */
public final class FusedAdam implements AutoCloseable {
    private final OperatorHandle operator = Dispatcher.singleton().findSchemaOrThrow("aten::_fused_adam_", "");
    private final Tensor[] parameters;
    private final Tensor steps = torch.zeros(new long[0]);
    private final Scalar one = new Scalar(1.0);
    private final IValue boxedParameters;
    private final IValue firstMoments;
    private final IValue secondMoments;
    private final IValue boxedSteps;
    private final IValue rate = new IValue(Cnn.LEARNING_RATE);
    private final IValue beta1 = new IValue(Cnn.BETA1);
    private final IValue beta2 = new IValue(Cnn.BETA2);
    private final IValue decay = new IValue(0.0);
    private final IValue eps = new IValue(Cnn.EPS);
    private final IValue no = new IValue(false);
    private final IValue none = new IValue();
    private final IValue empty = boxed();

    /** Creates an optimizer whose moments are zero. */
    public FusedAdam(Tensor[] parameters) {
        this.parameters = parameters;
        boxedParameters = boxed(parameters);
        firstMoments = boxed(zeros());
        secondMoments = boxed(zeros());
        var shared = new Tensor[parameters.length];
        java.util.Arrays.fill(shared, steps);
        boxedSteps = boxed(shared);
    }

    /** Updates all parameters and clears their gradients. */
    public void step() {
        var gradients = new Tensor[parameters.length];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = parameters[i].grad();
        }
        try (var off = new AutoGradMode(false);
                var boxedGradients = boxed(gradients);
                var stack = new IValueVector()) {
            steps.add_(one);
            stack.push_back(boxedParameters)
                    .push_back(boxedGradients)
                    .push_back(firstMoments)
                    .push_back(secondMoments)
                    .push_back(empty)
                    .push_back(boxedSteps)
                    .push_back(rate)
                    .push_back(beta1)
                    .push_back(beta2)
                    .push_back(decay)
                    .push_back(eps)
                    .push_back(no)
                    .push_back(no)
                    .push_back(none)
                    .push_back(none);
            operator.callBoxed(stack);
        }
        for (var parameter : parameters) {
            parameter.mutable_grad().reset();
        }
    }

    private Tensor[] zeros() {
        var zeros = new Tensor[parameters.length];
        for (int i = 0; i < zeros.length; i++) {
            zeros[i] = torch.zeros_like(parameters[i]);
        }
        return zeros;
    }

    private static IValue boxed(Tensor... tensors) {
        try (var list = new TensorList()) {
            for (var tensor : tensors) {
                list.push_back(tensor);
            }
            try (var generic = new GenericList(list)) {
                return new IValue(generic);
            }
        }
    }

    @Override
    public void close() {
        for (var each : new IValue[] {
            boxedParameters, firstMoments, secondMoments, boxedSteps, rate, beta1, beta2, decay, eps, no, none, empty
        }) {
            each.close();
        }
        one.close();
        steps.close();
    }
}
