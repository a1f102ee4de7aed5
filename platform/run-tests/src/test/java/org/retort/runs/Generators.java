package org.retort.runs;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.retort.api.data.ImageFormat;
import org.retort.api.loss.Role;
import org.retort.api.random.RandomStream;
import org.retort.api.tensor.Tensor;
import org.retort.engine.libtorch.internal.LibTorchEngine;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Parameters;
import org.retort.engine.program.Precision;
import org.retort.experiment.export.FinishedGenerator;
import org.retort.experiment.training.Translator;

/** Translates by a generator, and by the ONNX file that was made of it. */
final class Generators {
    private Generators() {}

    /** Values in [-1, 1]. */
    static Tensor random(String name, long... shape) {
        Tensor tensor = Tensor.zeros(shape);
        RandomStream random = RandomStream.of(3, name);
        for (int i = 0; i < tensor.data().length; i++) {
            tensor.data()[i] = (float) random.uniform(-1, 1);
        }
        return tensor;
    }

    static Tensor translate(FinishedGenerator generator, Tensor image, Tensor label) {
        ImageFormat format = generator.metadata().format();
        int labels = generator.metadata().labels().size();
        try (EngineSession session = new LibTorchEngine().open(new EngineSettings("cpu", 1, Precision.FLOAT32));
                Parameters parameters = Translator.parameters(
                        generator.plugins(), Role.OWN, format, labels, session, generator.weights());
                Translator translator =
                        new Translator(generator.plugins(), Role.OWN, format, labels, session, parameters)) {
            return translator.translate(image, label);
        }
    }

    static float[] translateByOnnxRuntime(Path file, Tensor image, Tensor label) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString());
                OnnxTensor images = OnnxTensor.createTensor(environment, FloatBuffer.wrap(image.data()), image.shape());
                OnnxTensor labels = OnnxTensor.createTensor(environment, FloatBuffer.wrap(label.data()), label.shape());
                OrtSession.Result result = session.run(Map.of("image", images, "label", labels))) {
            FloatBuffer values = ((OnnxTensor) result.get("translation").orElseThrow()).getFloatBuffer();
            float[] found = new float[values.remaining()];
            values.get(found);
            return found;
        }
    }
}
