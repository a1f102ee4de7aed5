package org.retort.experiment.training;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.data.ImageFormat;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.graph.NetworkDrawing;

/**
 * A generator drawn alone, from the placeholders {@value #IMAGE} {@code [N, C, H, W]} and {@value #LABEL}
 * {@code [N, L]} to a translation {@code [N, C, H, W]}.
 *
 * @param graph the graph
 * @param drawing the generator in it
 * @param output name of the variable that is the translation
 */
public record TranslationGraph(ModelGraph graph, NetworkDrawing drawing, String output) {
    /** The source images. */
    public static final String IMAGE = "image";

    /** The labels asked for. */
    public static final String LABEL = "label";

    /**
     * Draws a generator.
     *
     * @param role whose generator
     * @param labels the number of labels, L
     * @param batch the number of images, N
     */
    public static TranslationGraph of(NetworkPlugins plugins, Role role, ImageFormat format, int labels, int batch) {
        ModelGraph graph = new ModelGraph(DataType.FLOAT);
        SDVariable image = graph.placeholder(IMAGE, batch, format.channels(), format.size(), format.size());
        SDVariable label = graph.placeholder(LABEL, batch, labels);
        NetworkDrawing drawing = graph.draw(plugins.network(role, Side.GENERATOR));
        SDVariable output = plugins.translate(role, drawing.builder(), image, label);
        return new TranslationGraph(graph, drawing, output.name());
    }
}
