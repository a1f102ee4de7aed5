package org.retort.experiment.internal.transplant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retort.api.tensor.Tensor;
import org.retort.experiment.internal.transplant.TracedLayer.TracedParameter;

/**
 * Which layers of a network start with the weights of another's, the teacher's.
 *
 * <p>A layer's counterpart is the teacher's layer at the same place between the same two taps, where all layers between
 * them are of the same kinds in both networks, or else the teacher's layer of the same name and kind. Its weights are
 * taken where the channels that it reads come from layers that are taken, too, and where it has no more channels than
 * its counterpart.
 *
 * <p>A narrower layer takes the channels of largest norm, in the teacher's order: of {@code n} output channels those
 * with the largest Euclidean norm of their weights, in the layers that read them the same ones, and so for norms and
 * biases. Channels that the teacher adds up, such as those along a residual trunk, are one choice, by the norm over all
 * layers that make them. Equal norms: the first channel.
 */
public final class Transplant {
    private final TracedNetwork student;
    private final TracedNetwork teacher;
    /** The student's layer to the teacher's. */
    private final Map<TracedLayer, TracedLayer> taken = new LinkedHashMap<>();
    /** The student's layer to why it starts as usual. */
    private final Map<String, String> obstacles = new LinkedHashMap<>();

    private Transplant(TracedNetwork student, TracedNetwork teacher) {
        this.student = student;
        this.teacher = teacher;
    }

    /** Compares two networks. */
    public static Transplant of(TracedNetwork student, TracedNetwork teacher) {
        Transplant transplant = new Transplant(student, teacher);
        Map<TracedLayer, TracedLayer> counterparts = Counterparts.of(student.layers(), teacher.layers());
        for (TracedLayer layer : student.layers()) {
            TracedLayer counterpart = counterparts.get(layer);
            Optional<String> obstacle = counterpart == null
                    ? Optional.of("the teacher has no layer like it")
                    : transplant.obstacle(layer, counterpart);
            obstacle.ifPresentOrElse(
                    reason -> transplant.obstacles.put(layer.name(), reason),
                    () -> transplant.taken.put(layer, counterpart));
        }
        return transplant;
    }

    /** Names of the layers that start with the teacher's weights. */
    public List<String> taken() {
        return student.same(teacher)
                ? student.layerNames()
                : taken.keySet().stream().map(TracedLayer::name).toList();
    }

    /** The other layers: name to why they start as usual. */
    public Map<String, String> left() {
        Map<String, String> others = new LinkedHashMap<>();
        List<String> taken = taken();
        student.layerNames().stream().filter(layer -> !taken.contains(layer)).forEach(layer ->
                others.put(layer, obstacles.getOrDefault(layer, "its channels cannot be followed")));
        return others;
    }

    /**
     * The values that the student's parameters start with. Where both networks have the same parameters, these are the
     * teacher's.
     *
     * @param usual parameter name to the value that it would have otherwise
     * @param weights parameter name of the teacher's network to its trained value
     */
    public Map<String, Tensor> values(Map<String, Tensor> usual, Map<String, Tensor> weights) {
        if (student.same(teacher)) {
            return weights;
        }
        Map<String, Tensor> values = new LinkedHashMap<>(usual);
        KeptChannels kept = new KeptChannels(teacher, weights);
        taken.forEach((layer, counterpart) -> {
            for (int i = 0; i < layer.parameters().size(); i++) {
                TracedParameter own = layer.parameters().get(i);
                TracedParameter theirs = counterpart.parameters().get(i);
                values.put(own.name(), kept.cut(
                        theirs, own.axes(), student.layout().shapes().get(own.name())));
            }
        });
        return values;
    }

    /** Why a layer's weights cannot be taken. */
    private Optional<String> obstacle(TracedLayer own, TracedLayer theirs) {
        for (int i = 0; i < own.parameters().size(); i++) {
            List<List<ChannelGroup>> ownAxes = own.parameters().get(i).axes();
            List<List<ChannelGroup>> theirAxes = theirs.parameters().get(i).axes();
            for (int axis = 0; axis < ownAxes.size(); axis++) {
                boolean made = own.output().isPresent() && (i > 0 || axis == own.output().get().axis());
                Optional<String> obstacle = obstacle(ownAxes.get(axis), theirAxes.get(axis), made, theirs);
                if (obstacle.isPresent()) {
                    return obstacle;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> obstacle(
            List<ChannelGroup> own, List<ChannelGroup> theirs, boolean made, TracedLayer counterpart) {
        String reads = "it does not read the same channels as the teacher's " + counterpart.name();
        if (own.size() != theirs.size()) {
            return Optional.of(reads);
        }
        for (int i = 0; i < own.size(); i++) {
            ChannelGroup mine = own.get(i);
            ChannelGroup teachers = theirs.get(i);
            if (!made && !follows(mine, teachers)) {
                return Optional.of(reads);
            }
            boolean whole = mine.fixed() || teachers.fixed();
            if (mine.length() > teachers.length() || whole && mine.length() != teachers.length()) {
                return Optional.of("it has " + mine.length() + " channels where the teacher's " + counterpart.name()
                        + " has " + teachers.length());
            }
        }
        return Optional.empty();
    }

    /** Whether channels are made by layers that are taken from those that make the teacher's, or both are given. */
    private boolean follows(ChannelGroup mine, ChannelGroup teachers) {
        return mine.producers().isEmpty() && teachers.producers().isEmpty()
                || taken.entrySet().stream().anyMatch(pair -> mine.producers().contains(pair.getKey().name())
                        && teachers.producers().contains(pair.getValue().name()));
    }
}
