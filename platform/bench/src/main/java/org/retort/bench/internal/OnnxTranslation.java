package org.retort.bench.internal;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.retort.api.tensor.Tensor;
import org.retort.experiment.export.FinishedGenerator;
import org.retort.experiment.export.GeneratorExport;
import org.retort.experiment.training.Batch;
import org.retort.experiment.training.TranslationGraph;

/** An exported generator on ONNX Runtime, optimised as far as it can. */
final class OnnxTranslation implements AutoCloseable {
    /** What it is called among contenders. */
    static final String NAME = "onnxruntime float32";

    private final OrtSession session;

    OnnxTranslation(FinishedGenerator generator, int threads) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            // Threads that spin while they wait would take the cores from whoever is timed next.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            Path file = Files.createTempFile("retort-bench", ".onnx");
            try {
                GeneratorExport.write(generator, GeneratorExport.Format.ONNX, file);
                session = OrtEnvironment.getEnvironment().createSession(file.toString(), options);
            } finally {
                Files.delete(file);
            }
        } catch (OrtException e) {
            throw failure(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IllegalStateException failure(OrtException cause) {
        return new IllegalStateException("ONNX Runtime cannot run the exported generator: " + cause.getMessage(), cause);
    }

    /** {@code [N, C, H, W]}, as a run's own translation gives it. */
    Tensor translate(Batch batch) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OnnxTensor image = tensor(environment, batch.images());
                OnnxTensor label = tensor(environment, batch.labels());
                OrtSession.Result result = session.run(
                        Map.of(TranslationGraph.IMAGE, image, TranslationGraph.LABEL, label))) {
            float[] values = new float[batch.images().data().length];
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(values);
            return new Tensor(batch.images().shape(), values);
        } catch (OrtException e) {
            throw failure(e);
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, Tensor value) throws OrtException {
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(value.data()), value.shape());
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw failure(e);
        }
    }
}
