package org.retort.experiment.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.retort.api.data.DatasetProvider;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.ImageFormat;
import org.retort.api.plugin.InputException;
import org.retort.engine.graph.NetworkSummary;
import org.retort.experiment.descriptor.Descriptors;
import org.retort.experiment.descriptor.Experiment;
import org.retort.experiment.descriptor.PluginUse;
import org.retort.experiment.descriptor.StudentSection;
import org.retort.experiment.descriptor.TeacherSection;
import org.retort.experiment.internal.data.SkipCount;
import org.retort.experiment.plugin.InstalledPlugin;
import org.retort.experiment.training.NetworkInspection;

/**
 * The networks of an experiment, or of one plugin.
 *
 * @param format the shape of the images that they were drawn for
 * @param labels the number of labels
 * @param networks layers, taps and counts for one image, named {@code teacher/generator}, {@code STUDENT/generator} and
 *     the like
 */
public record Inspection(ImageFormat format, int labels, List<NetworkSummary> networks) {
    /** Makes the list immutable. */
    public Inspection {
        networks = List.copyOf(networks);
    }

    /**
     * All networks of an experiment.
     *
     * @param size height and width of the images, in px; 0 for those of the data set, which is then opened
     * @param labels the number of labels; 0 for those of the data set
     */
    public static Inspection of(Experiment experiment, int size, int labels) {
        ImageFormat format = new ImageFormat(3, size);
        int count = labels;
        if (size == 0 || labels == 0) {
            PluginUse use = experiment.dataset();
            try (ImageDataset dataset = open((DatasetProvider<?>) use.plugin().service(), use.parameters())) {
                format = size == 0 ? dataset.format() : new ImageFormat(dataset.format().channels(), size);
                count = labels == 0 ? dataset.labels().size() : labels;
            }
        }
        List<NetworkSummary> networks = new ArrayList<>();
        if (experiment.teacher().isPresent()) {
            TeacherSection teacher = experiment.teacher().get();
            add(networks, "teacher", teacher.generator(), teacher.discriminator().architecture(), format, count);
        }
        for (StudentSection student : experiment.students()) {
            add(networks, student.name(), student.generator(), student.discriminator().architecture(), format, count);
        }
        return new Inspection(format, count, networks);
    }

    /**
     * One plugin's network.
     *
     * @param parameters the plugin's parameters as descriptors write them; what is missing has its default
     */
    public static Inspection of(
            InstalledPlugin plugin, Map<String, String> parameters, ImageFormat format, int labels) {
        PluginUse use = Descriptors.use(plugin, parameters, Path.of("").toAbsolutePath());
        return new Inspection(format, labels, List.of(NetworkInspection.of(plugin.id(), use, format, labels)));
    }

    private static void add(
            List<NetworkSummary> networks,
            String member,
            PluginUse generator,
            PluginUse discriminator,
            ImageFormat format,
            int labels) {
        networks.add(NetworkInspection.of(member + "/generator", generator, format, labels));
        networks.add(NetworkInspection.of(member + "/discriminator", discriminator, format, labels));
    }

    private static <P extends Record> ImageDataset open(DatasetProvider<P> provider, Record parameters) {
        return provider.open(
                provider.parameters().cast(parameters), new SkipCount(Path.of("").toAbsolutePath()));
    }

    /** The network of a name. */
    public NetworkSummary network(String name) {
        return networks.stream()
                .filter(network -> network.network().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("no network " + name + "; there are "
                        + networks.stream().map(NetworkSummary::network).toList()));
    }
}
