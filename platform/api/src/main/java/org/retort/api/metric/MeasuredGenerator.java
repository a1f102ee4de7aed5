package org.retort.api.metric;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.retort.api.classifier.Classifier;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.tensor.Tensor;

/** The generator that is measured. */
@ProviderType
public interface MeasuredGenerator {
    /** The shape of its images. */
    ImageFormat format();

    /** The labels it translates to. */
    LabelSpace labels();

    /** Trainable numbers. */
    long parameters();

    /** Multiply-adds for one image; norms and activations are not counted. */
    long multiplyAdds();

    /** Size of its weights on disk as float32 safetensors, in bytes. */
    long bytesOnDisk();

    /**
     * The most memory that one translation of one image takes, as the run's engine reports in its precision: weights,
     * image, label and all results that are there at one time, in bytes. Work space within kernels, and the memory of the
     * process around them, are not in it.
     */
    long peakMemory();

    /** Whether it was distilled from a teacher. */
    boolean hasTeacher();

    /** The independent classifier that judges its translations; empty where the experiment names none. */
    Optional<Classifier> classifier();

    /**
     * Translates images on the run's engine.
     *
     * @param image {@code [N, C, H, W]}
     * @param label {@code [N, L]}
     */
    Tensor translate(Tensor image, Tensor label);
}
