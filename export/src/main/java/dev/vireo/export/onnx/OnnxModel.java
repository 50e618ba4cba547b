package dev.vireo.export.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** An ONNX file in ONNX Runtime: the judge of what was exported. One float32 input, one float32 result. */
public final class OnnxModel implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    private OnnxModel(Path file) throws OrtException {
        session = environment.createSession(file.toString());
    }

    /**
     * @throws VireoException if ONNX Runtime does not take the file
     */
    public static OnnxModel open(Path file) {
        try {
            return new OnnxModel(file);
        } catch (OrtException e) {
            throw new VireoException("ONNX Runtime does not load " + file + ": " + e.getMessage(), e);
        }
    }

    /** Runs the model on a batch. */
    public Tensor run(Tensor input) {
        var shape = input.shape().toArray();
        try (var value = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input.toFloatArray()), shape);
                var results =
                        session.run(Map.of(session.getInputNames().iterator().next(), value))) {
            var result = (OnnxTensor) results.get(0); // closed with the results
            var floats = new float[result.getFloatBuffer().remaining()];
            result.getFloatBuffer().get(floats);
            return Tensor.of(floats, result.getInfo().getShape());
        } catch (OrtException e) {
            throw new VireoException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new VireoException("ONNX Runtime does not close its session: " + e.getMessage(), e);
        }
    }
}
