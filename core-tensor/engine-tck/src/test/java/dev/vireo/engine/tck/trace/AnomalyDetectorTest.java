package dev.vireo.engine.tck.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.AnomalyDetector;
import dev.vireo.tensor.listener.ListenerScope;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Tests which operation is named as the source of a NaN or infinite value. */
final class AnomalyDetectorTest extends OnReferenceEngine {
    private final AnomalyDetector detector = new AnomalyDetector();

    private Tensor heard(Supplier<Tensor> work) {
        try (var listening = ListenerScope.open(detector)) {
            return work.get();
        }
    }

    private String source(Tensor result) {
        return detector.sourceOf(result).map(Object::toString).orElse("none");
    }

    @Test
    void theFirstOperationWithItsLayer() {
        var x = sample();
        var loss = heard(() -> {
            try (var layer = TensorScope.open("net")) {
                return layer.keep(x.sub(1).log()).mul(2).sum().keep();
            }
        });
        assertThat(source(loss)).isEqualTo("the result of log (in net)");
    }

    /** The mask of attention contains minus infinity intentionally. */
    @Test
    void infinitiesThatDoNotReachTheResultAreIgnored() {
        var x = sample();
        var loss = heard(() -> {
            var masked = x.maskedFill(x.gt(3), Double.NEGATIVE_INFINITY).softmax(0);
            return masked.amax().add(x.sub(10).sqrt()).sum();
        });
        assertThat(source(loss)).isEqualTo("the result of sqrt");
        assertThat(source(heard(() -> x.maskedFill(x.gt(9), Double.NEGATIVE_INFINITY))))
                .isEqualTo("none");
    }

    @Test
    void anInputThatNoOperationHasComputed() {
        var x = sample().div(0);
        assertThat(source(heard(() -> x.exp().sum()))).isEqualTo("an input of exp");
    }

    @Test
    void writesInPlaceAndAliasesAreFollowed() {
        var x = sample();
        var written = sample();
        var sum = heard(() -> {
            written.assignAdd(x.sub(1).log(), 1);
            return written.detach().sum();
        });
        assertThat(source(sum)).isEqualTo("the result of log");
    }

    @Test
    void theFirstBackwardStep() {
        var x = sample().sub(1).requiresGrad(true);
        var loss = heard(() -> {
            try (var layer = TensorScope.open("net")) {
                return x.sqrt().sum().keep();
            }
        });
        heard(() -> {
            loss.backward();
            return loss;
        });
        assertThat(source(loss)).isEqualTo("none");
        assertThat(detector.firstInBackward()).map(Object::toString).hasValue("the gradient of sqrt (in net)");
    }
}
