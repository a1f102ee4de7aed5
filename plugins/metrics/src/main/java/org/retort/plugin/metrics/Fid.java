package org.retort.plugin.metrics;

import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.retort.api.metric.FeatureExtractor;
import org.retort.api.metric.FeatureExtractorReader;
import org.retort.api.metric.MeasuredGenerator;
import org.retort.api.metric.Metric;
import org.retort.api.metric.MetricValue;
import org.retort.api.metric.TranslationBatch;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.api.tensor.Tensor;

/**
 * FID (Heusel et al. 2017) and KID (Binkowski et al. 2018) by an Inception network that the user supplies: {@code fid},
 * {@code kid} and {@code kid-sd}, and {@code fid-real-images} and {@code fid-generated-images}, which count what they
 * rest on. The protocol names the network's file with its SHA-256, and how images were brought to it.
 */
@Component(service = Metric.class)
@Plugin(
        id = "fid",
        title = "FID and KID",
        summary = "Fréchet Inception distance (Heusel et al. 2017) and KID (Binkowski et al. 2018) between real and"
                + " generated images, by an Inception network that you supply as ONNX or Keras file.")
public final class Fid implements Metric<Fid.Parameters> {
    private static final FeatureComparison.Names NAMES =
            new FeatureComparison.Names("fid", "kid", "fid-real-images", "fid-generated-images");

    private final List<FeatureExtractorReader> readers;

    /**
     * The network and the protocol.
     *
     * @param file the network
     * @param output what of it gives the features
     * @param size height and width of the images that it reads, in px
     * @param values range of their values
     * @param channelOrder order of their colours
     * @param subsets subsets that KID is averaged over
     * @param subsetSize images of each kind in a subset
     * @param seed decides the subsets
     */
    public record Parameters(
            @Parameter(summary = "ONNX file, or Keras model in HDF5, of an Inception network.") Path file,
            @Parameter(
                            summary = "Output (ONNX) or layer (Keras) that gives the features; none: the only output of an"
                                    + " ONNX file, and what the last layer with weights reads of a Keras model.",
                            value = "")
                    String output,
            @Parameter(
                            summary = "Height and width that images are resized to, bilinearly without antialiasing.",
                            unit = "px",
                            value = "299",
                            min = 8,
                            max = 1024)
                    int size,
            @Parameter(
                            summary = "Values that the network reads: from -1 to 1 as Inception of 2015 does, from 0 to 1,"
                                    + " from 0 to 255, or normalised by ImageNet's means and deviations.",
                            value = "minus-one-to-one")
                    NetworkInput.Values values,
            @Parameter(summary = "Order of the colours that the network reads.", value = "rgb")
                    NetworkInput.ChannelOrder channelOrder,
            @Parameter(summary = "Subsets that KID is averaged over.", value = "50", min = 1) int subsets,
            @Parameter(summary = "Images of each kind in a subset; fewer where there are not as many.", value = "100",
                            min = 2)
                    int subsetSize,
            @Parameter(summary = "Decides the subsets.", value = "1") long seed) {
        private NetworkInput input() {
            return new NetworkInput(size, values, channelOrder);
        }
    }

    /** @param readers open feature networks, each files of some endings */
    @Activate
    public Fid(
            @Reference(cardinality = ReferenceCardinality.MULTIPLE, policyOption = ReferencePolicyOption.GREEDY)
                    List<FeatureExtractorReader> readers) {
        this.readers = List.copyOf(readers);
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public void check(Parameters parameters) {
        try (FeatureExtractor extractor = open(ExtractorFile.of(parameters.file(), readers), parameters)) {
            extractor.features(parameters.input().of(Tensor.zeros(1, 1, 1, 1)));
        }
    }

    private static FeatureExtractor open(ExtractorFile file, Parameters parameters) {
        return file.reader().open(file.file(), parameters.size(), parameters.output());
    }

    @Override
    public Measurement measure(MeasuredGenerator generator, Parameters parameters) {
        ExtractorFile file = ExtractorFile.of(parameters.file(), readers);
        return new Distance(file.words(), open(file, parameters), parameters);
    }

    private static final class Distance implements Measurement {
        private final String file;
        private final FeatureExtractor extractor;
        private final NetworkInput input;
        private final FeatureComparison comparison;

        private Distance(String file, FeatureExtractor extractor, Parameters parameters) {
            this.file = file;
            this.extractor = extractor;
            this.input = parameters.input();
            this.comparison = new FeatureComparison(
                    image -> extractor.features(input.of(image)),
                    NAMES,
                    new FeatureComparison.Subsets(parameters.subsets(), parameters.subsetSize(), parameters.seed()));
        }

        @Override
        public void accept(TranslationBatch batch) {
            comparison.accept(batch);
        }

        @Override
        public List<MetricValue> finish() {
            extractor.close();
            return comparison.finish();
        }

        @Override
        public String protocol() {
            return "extractor " + file + ", images " + input.words() + "; " + comparison.protocol();
        }
    }
}
