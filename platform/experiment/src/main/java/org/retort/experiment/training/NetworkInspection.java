package org.retort.experiment.training;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.data.ImageFormat;
import org.retort.api.model.DiscriminatorArchitecture;
import org.retort.api.model.GeneratorArchitecture;
import org.retort.api.plugin.InputException;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.graph.NetworkDrawing;
import org.retort.engine.graph.NetworkSummary;
import org.retort.experiment.descriptor.PluginUse;

/** Draws single networks to see what they consist of. */
public final class NetworkInspection {
    private NetworkInspection() {}

    /**
     * The summary of a generator or discriminator for one image.
     *
     * @param name what to call the network
     * @param labels the number of labels, L
     * @throws InputException where the plugin draws no network, or its parameters do not go with the image's shape
     */
    public static NetworkSummary of(String name, PluginUse use, ImageFormat format, int labels) {
        ModelGraph graph = new ModelGraph(DataType.FLOAT);
        SDVariable image = graph.placeholder("image", 1, format.channels(), format.size(), format.size());
        NetworkDrawing drawing = graph.draw(name);
        PluginCall.of(use, "drawing its network", () -> {
            if (use.plugin().service() instanceof GeneratorArchitecture<?> generator) {
                SDVariable label = graph.placeholder("label", 1, labels);
                return NetworkPlugins.draw(generator, drawing.builder(), image, label, use.parameters());
            }
            if (use.plugin().service() instanceof DiscriminatorArchitecture<?> discriminator) {
                return NetworkPlugins.draw(discriminator, drawing.builder(), image, labels, use.parameters());
            }
            throw new InputException("a " + use.plugin().kind().word()
                    + " draws no network; generators and discriminators can be inspected");
        });
        return NetworkSummary.of(graph, name, drawing);
    }
}
