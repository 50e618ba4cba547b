package dev.vireo.nn;

import dev.vireo.tensor.Tensor;
import java.util.Map;

/** One layer after the other; each result is freed as soon as the next layer has used it. */
public final class Sequential extends Layer {
    /** Children are named 0, 1, ... */
    public Sequential(Layer... layers) {
        for (int i = 0; i < layers.length; i++) {
            child(Integer.toString(i), layers[i]);
        }
    }

    /** Children have the map's names, in its order. */
    public Sequential(Map<String, Layer> layers) {
        layers.forEach(this::child);
    }

    @Override
    public Tensor forward(Tensor x) {
        var result = x;
        for (var layer : children().values()) {
            var next = layer.call(result);
            if (result != x && next != result) {
                result.close();
            }
            result = next;
        }
        return result;
    }
}
