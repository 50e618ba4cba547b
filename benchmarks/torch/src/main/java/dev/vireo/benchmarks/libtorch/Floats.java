package dev.vireo.benchmarks.libtorch;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;

/** Reads a float32 tensor on the CPU. */
final class Floats {
    private Floats() {}

    static float[] read(Tensor tensor) {
        var values = new float[Math.toIntExact(tensor.numel())];
        new FloatPointer(tensor.data_ptr()).get(values);
        return values;
    }
}
