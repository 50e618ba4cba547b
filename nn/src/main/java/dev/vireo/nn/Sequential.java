package dev.vireo.nn;

import dev.vireo.tensor.Tensor;

/** One layer after the other; each result is freed as soon as the next layer has used it. Children are named 0, 1, ... */
public final class Sequential extends Layer {
    public Sequential(Layer... layers) {
        for (int i = 0; i < layers.length; i++) {
            child(Integer.toString(i), layers[i]);
        }
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
