package dev.vireo.formats.dl4j;

import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;

/** A small DL4J network and the shape of its input. */
record SmallNetwork(String name, InputType type, long[] input, Consumer<ListBuilder> layers) {
    static SmallNetwork of(String name, InputType type, long[] input, Layer... layers) {
        return new SmallNetwork(name, type, input, list -> {
            for (var layer : layers) {
                list.layer(layer);
            }
        });
    }

    MultiLayerConfiguration configuration() {
        var list =
                new NeuralNetConfiguration.Builder().activation(Activation.TANH).list();
        layers.accept(list);
        return list.setInputType(type).build();
    }

    @Override
    public String toString() {
        return name;
    }
}
