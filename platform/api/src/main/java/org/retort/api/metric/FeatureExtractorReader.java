package org.retort.api.metric;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Opens files of one form as feature extractors; an OSGi service that is found by the ending of a file's name. */
@ConsumerType
public interface FeatureExtractorReader {
    /** The endings of the files that it reads, such as {@code .onnx}, in lower case. */
    List<String> endings();

    /**
     * Opens a network.
     *
     * @param file a file of one of the endings, which exists
     * @param size height and width of the images that it will look at, in px
     * @param output name of the output or layer whose values are the features; empty for what the network's form
     *     suggests
     * @throws org.retort.api.plugin.InputException where the file is none, or the network reads other images or has no
     *     such output, saying what it reads and has
     */
    FeatureExtractor open(Path file, int size, String output);
}
