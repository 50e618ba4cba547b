package dev.vireo.nn;

import dev.vireo.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls layers in order. Each result is freed as soon as the next layer has used it. */
public final class Sequential extends Layer {
    private final List<Layer> layers = new ArrayList<>();

    /** Names the children 0, 1, ... */
    public Sequential(Layer... layers) {
        for (int i = 0; i < layers.length; i++) {
            add(Integer.toString(i), layers[i]);
        }
    }

    /** Names the children by the map's keys, in its order. */
    public Sequential(Map<String, Layer> layers) {
        layers.forEach(this::add);
    }

    @Override
    public Tensor forward(Tensor x) {
        var result = x;
        for (var layer : layers) {
            var next = layer.call(result);
            if (result != x && next != result) {
                result.close();
            }
            result = next;
        }
        return result;
    }

    private void add(String name, Layer layer) {
        layers.add(child(name, layer));
    }
}
