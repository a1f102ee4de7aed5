package org.retort.experiment.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.model.DiscriminatorArchitecture.Verdict;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.graph.NetworkDrawing;
import org.retort.experiment.descriptor.NetworkSection;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.internal.transplant.TracedNetwork;
import org.retort.experiment.internal.transplant.Transplant;

/** How a student's network starts whose first values are the teacher's, cut to its own width. */
public final class NetworkStart {
    private final Side side;
    private final String teacher;
    private final Transplant transplant;

    private NetworkStart(Side side, String teacher, Transplant transplant) {
        this.side = side;
        this.teacher = teacher;
        this.transplant = transplant;
    }

    /**
     * The own networks of a run that start so, generator first; compares drawings for one image, no weights.
     *
     * @throws InputException where two networks have nothing in common
     */
    public static List<NetworkStart> of(RunDescriptor run, LabelSpace labels, ImageFormat format) {
        List<NetworkStart> starts = new ArrayList<>();
        for (Side side : Side.values()) {
            NetworkSection own = side == Side.GENERATOR ? run.own().generator() : run.own().discriminator();
            if (own.start().fromTeacher()) {
                String teacher = own.start().initialize();
                NetworkPlugins plugins = NetworkPlugins.of(run, run.own().teachers().stream()
                        .filter(teaching -> teaching.teacher().name().equals(teacher))
                        .findFirst()
                        .orElseThrow());
                Transplant transplant = Transplant.of(
                        traced(plugins, Role.OWN, side, format, labels.size()),
                        traced(plugins, Role.TEACHER, side, format, labels.size()));
                if (transplant.taken().isEmpty()) {
                    throw new InputException(word(side) + ".initialize is " + teacher
                            + ", but no layer can start with the teacher's weights: " + first(transplant.left())
                            + ". Choose a " + word(side) + " of the teacher's layers that is no wider than the teacher's,"
                            + " or initialize: " + NetworkSection.SCRATCH);
                }
                starts.add(new NetworkStart(side, teacher, transplant));
            }
        }
        return starts;
    }

    /** The network's name, such as {@code own/generator}. */
    public String network() {
        return NetworkPlugins.network(NetworkPlugins.OWN, side);
    }

    /** Names of the layers that start with the teacher's weights. */
    public List<String> layers() {
        return transplant.taken();
    }

    /** The other layers, which start as they would without the teacher: name to why. */
    public Map<String, String> others() {
        return transplant.left();
    }

    /** All of it in words: {@code generator starts with the teacher's weights in 9 of 12 layers: ...}. */
    public String words() {
        int all = layers().size() + others().size();
        return word(side) + " starts with " + (teacher.equals(RunDescriptor.TEACHER) ? "the teacher's" : "teacher " + teacher + "'s")
                + " weights in "
                + (others().isEmpty() ? "all " + all : layers().size() + " of " + all) + " layers: "
                + String.join(", ", layers())
                + (others().isEmpty() ? "" : "; as usual start " + others(transplant));
    }

    /**
     * First values of the network.
     *
     * @param usual parameter name to the value that it would have otherwise
     * @param teachers weights of the teachers' networks by their names
     */
    Map<String, Tensor> values(Map<String, Tensor> usual, Map<String, Map<String, Tensor>> teachers) {
        return transplant.values(usual, teachers.get(NetworkPlugins.network(teacher, side)));
    }

    /** The first layer that cannot take weights with its reason, and how many more there are. */
    private static String first(Map<String, String> left) {
        String more = left.size() > 1 ? " and " + (left.size() - 1) + " more" : "";
        return left.entrySet().stream()
                .findFirst()
                .map(layer -> layer.getKey() + " (" + layer.getValue() + ")" + more)
                .orElse("the student has none");
    }

    /** The layers that start as usual, by their reasons. */
    private static String others(Transplant transplant) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        transplant.left().forEach((layer, reason) ->
                byReason.computeIfAbsent(reason, key -> new ArrayList<>()).add(layer));
        return byReason.entrySet().stream()
                .map(entry -> String.join(", ", entry.getValue()) + " (" + entry.getKey() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String word(Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }

    private static TracedNetwork traced(
            NetworkPlugins plugins, Role role, Side side, ImageFormat format, int labels) {
        String network = plugins.network(role, side);
        if (side == Side.GENERATOR) {
            TranslationGraph drawn = TranslationGraph.of(plugins, role, format, labels, 1);
            return TracedNetwork.of(drawn.graph(), network, drawn.drawing(), List.of(drawn.output()));
        }
        ModelGraph graph = new ModelGraph(DataType.FLOAT);
        SDVariable image = graph.placeholder("image", 1, format.channels(), format.size(), format.size());
        NetworkDrawing drawing = graph.draw(network);
        Verdict verdict = plugins.judge(role, drawing.builder(), image, labels);
        return TracedNetwork.of(
                graph, network, drawing, List.of(verdict.source().name(), verdict.classes().name()));
    }
}
