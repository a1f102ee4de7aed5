package org.retort.experiment.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.retort.api.classifier.Classifier;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.metric.MeasuredGenerator;
import org.retort.api.tensor.Tensor;
import org.retort.engine.graph.NetworkSummary;
import org.retort.experiment.training.Translator;

/** A run's generator as metrics see it. */
record TrainedGenerator(
        ImageFormat format,
        LabelSpace labels,
        NetworkSummary summary,
        Path weights,
        boolean hasTeacher,
        Optional<Classifier> classifier,
        Translator translator)
        implements MeasuredGenerator {
    @Override
    public long parameters() {
        return summary.parameters();
    }

    @Override
    public long multiplyAdds() {
        return summary.multiplyAdds();
    }

    @Override
    public long bytesOnDisk() {
        try {
            return Files.size(weights);
        } catch (IOException e) {
            throw new UncheckedIOException(weights + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public long peakMemory() {
        return translator.peakBytes();
    }

    @Override
    public Tensor translate(Tensor image, Tensor label) {
        return translator.translate(image, label);
    }
}
