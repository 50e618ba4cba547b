package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.engine.Layout;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.LongPointer;

/**
 * Layouts in the form that native code reads. ND4J caches each layout forever, so they are cached here too and looked
 * up without a native call.
 */
final class ShapeInfo {
    private static final Map<Key, LongPointer> KNOWN = new ConcurrentHashMap<>();

    private ShapeInfo() {}

    private record Key(DType dtype, Layout layout) {}

    static LongPointer of(Nd4jTensor tensor) {
        return KNOWN.computeIfAbsent(new Key(tensor.dtype(), tensor.layout().from(0)), ShapeInfo::make);
    }

    private static LongPointer make(Key key) {
        var layout = key.layout();
        boolean dense = layout.isDense();
        var strides = dense ? Layout.dense(layout.shape()).strides() : layout.strides();
        try (var sizes = new LongPointer(Math.max(1, layout.rank()));
                var steps = new LongPointer(Math.max(1, layout.rank()))) {
            sizes.put(layout.shape().toArray(), 0, layout.rank());
            steps.put(strides, 0, layout.rank());
            // 1 if the elements are contiguous in row-major order
            int step = dense ? 1 : 0;
            var made = NativeLibrary.NATIVE.shapeBuffer(
                    layout.rank(), sizes, steps, NativeLibrary.code(key.dtype()), 'c', step, false);
            NativeLibrary.check("shapeBuffer");
            return new LongPointer(NativeLibrary.NATIVE.getConstantShapeBufferPrimary(made));
        }
    }
}
