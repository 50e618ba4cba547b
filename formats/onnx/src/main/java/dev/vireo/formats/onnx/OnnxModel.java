package dev.vireo.formats.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An ONNX model in ONNX Runtime. Exports are compared with it. */
public final class OnnxModel implements AutoCloseable {
    private static final Map<DType, OnnxJavaType> TYPES = Map.of(
            DType.FLOAT64, OnnxJavaType.DOUBLE,
            DType.FLOAT32, OnnxJavaType.FLOAT,
            DType.FLOAT16, OnnxJavaType.FLOAT16,
            DType.BFLOAT16, OnnxJavaType.BFLOAT16,
            DType.INT64, OnnxJavaType.INT64,
            DType.INT32, OnnxJavaType.INT32,
            DType.INT16, OnnxJavaType.INT16,
            DType.INT8, OnnxJavaType.INT8,
            DType.UINT8, OnnxJavaType.UINT8,
            DType.BOOL, OnnxJavaType.BOOL);

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    /** Creates a session from a file or from memory. */
    @FunctionalInterface
    private interface Loading {
        OrtSession session(OrtEnvironment environment) throws OrtException;
    }

    private OnnxModel(Loading loading) throws OrtException {
        session = loading.session(environment);
    }

    /**
     * Opens a file.
     *
     * @throws VireoException if ONNX Runtime cannot load it
     */
    public static OnnxModel open(Path file) {
        return load(file.toString(), environment -> environment.createSession(file.toString()));
    }

    /**
     * Opens a model in memory.
     *
     * @param model the contents of a file
     * @throws VireoException if ONNX Runtime cannot load it
     */
    public static OnnxModel of(byte[] model) {
        return load("the model", environment -> environment.createSession(model));
    }

    /** Runs a model that has one input, and returns its first result. */
    public Tensor run(Tensor input) {
        return run(List.of(input)).get(0);
    }

    /**
     * Runs the model.
     *
     * @param inputs in the model's order; any types
     * @return the results, in the model's order
     * @throws VireoException if ONNX Runtime fails
     */
    public List<Tensor> run(List<Tensor> inputs) {
        var given = new LinkedHashMap<String, OnnxTensor>();
        try {
            var names = session.getInputNames().iterator();
            for (var input : inputs) {
                given.put(names.next(), tensor(input));
            }
            try (var results = session.run(given)) {
                var tensors = new ArrayList<Tensor>();
                for (var result : results) {
                    tensors.add(tensor((OnnxTensor) result.getValue())); // closed with the results
                }
                return tensors;
            }
        } catch (OrtException e) {
            throw new VireoException("ONNX Runtime failed: " + e.getMessage(), e);
        } finally {
            given.values().forEach(OnnxTensor::close);
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

    private static OnnxModel load(String what, Loading loading) {
        try {
            return new OnnxModel(loading);
        } catch (OrtException e) {
            throw new VireoException("ONNX Runtime does not load " + what + ": " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("NullAway") // every type has a row
    private OnnxTensor tensor(Tensor tensor) throws OrtException {
        var data = ByteBuffer.allocateDirect(Math.toIntExact(tensor.spec().bytes()))
                .order(ByteOrder.nativeOrder());
        tensor.read(data);
        return OnnxTensor.createTensor(
                environment, data.rewind(), tensor.shape().toArray(), TYPES.get(tensor.dtype()));
    }

    private static Tensor tensor(OnnxTensor value) {
        var info = value.getInfo();
        for (var type : TYPES.entrySet()) {
            if (type.getValue() == info.type) {
                return Tensor.of(value.getByteBuffer().order(ByteOrder.nativeOrder()), type.getKey(), info.getShape());
            }
        }
        throw new VireoException("ONNX Runtime gave a result of the type " + info.type + "; expected a number or bool");
    }
}
