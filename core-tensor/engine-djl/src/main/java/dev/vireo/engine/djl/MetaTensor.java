package dev.vireo.engine.djl;

import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.engine.ResultSpecs;
import dev.vireo.tensor.op.Op;
import java.util.List;

/** A tensor without data. DJL has no such arrays. */
record MetaTensor(TensorSpec spec) implements NativeTensor {
    /** Returns a view of it. */
    <O extends Op> NativeTensor[] view(O op) {
        var seen = ResultSpecs.of(op, List.of(spec)).orElseThrow().get(0);
        return new NativeTensor[] {new MetaTensor(seen)};
    }

    @Override
    public void close() {
        // there is no memory to free
    }
}
