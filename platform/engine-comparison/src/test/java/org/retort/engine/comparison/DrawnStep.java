package org.retort.engine.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.data.LabelSpace;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.model.NetworkBuilder;
import org.retort.engine.gradient.Gradients;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.graph.NetworkDrawing;

/** A training step for tests: what an objective or a loss draws, on graphs that both engines then run. */
final class DrawnStep implements TrainingStep {
    /** How the networks of a role are drawn. */
    record Networks(GeneratorDrawing generator, DiscriminatorDrawing discriminator) {}

    /** Draws a generator. */
    interface GeneratorDrawing {
        SDVariable draw(NetworkBuilder network, SDVariable image, SDVariable label);
    }

    /** Draws a discriminator: scores and logits. */
    interface DiscriminatorDrawing {
        SDVariable[] draw(NetworkBuilder network, SDVariable image);
    }

    private record Translated(SDVariable image, Map<String, SDVariable> taps) implements Translation {}

    private record Judged(SDVariable source, SDVariable classes, Map<String, SDVariable> taps) implements Judgement {}

    private final ModelGraph graph;
    private final Map<List<Object>, Translation> translations = new HashMap<>();
    private final Map<List<Object>, Judgement> judgements = new HashMap<>();
    private final Map<String, SDVariable> draws = new HashMap<>();
    private final Side side;
    private final LabelSpace labels;
    private final Map<Role, Networks> networks;
    private final SDVariable source;
    private final SDVariable sourceLabel;
    private final SDVariable targetLabel;
    private SDVariable realMixture;

    DrawnStep(Side side, LabelSpace labels, Map<Role, Networks> networks, long... imageShape) {
        this(DataType.FLOAT, side, labels, networks, imageShape);
    }

    DrawnStep(DataType type, Side side, LabelSpace labels, Map<Role, Networks> networks, long... imageShape) {
        this.graph = new ModelGraph(type);
        this.side = side;
        this.labels = labels;
        this.networks = networks;
        source = graph.placeholder("source", imageShape);
        sourceLabel = graph.placeholder("source-label", imageShape[0], labels.size());
        targetLabel = graph.placeholder("target-label", imageShape[0], labels.size());
        realMixture = source;
    }

    ModelGraph modelGraph() {
        return graph;
    }

    @Override
    public Side side() {
        return side;
    }

    @Override
    public SameDiff graph() {
        return graph.sameDiff();
    }

    @Override
    public LabelSpace labels() {
        return labels;
    }

    @Override
    public int batch() {
        return (int) graph.shape(source)[0];
    }

    @Override
    public SDVariable source() {
        return source;
    }

    @Override
    public SDVariable sourceLabel() {
        return sourceLabel;
    }

    @Override
    public SDVariable targetLabel() {
        return targetLabel;
    }

    private static String name(Role role, String network) {
        return (role == Role.OWN ? "own/" : "teacher/") + network;
    }

    @Override
    public Translation translate(Role role, SDVariable image, SDVariable label) {
        return translations.computeIfAbsent(List.of(role, image.name(), label.name()), key -> {
            NetworkDrawing drawing = graph.draw(name(role, "generator"));
            SDVariable translated = networks.get(role).generator().draw(drawing.builder(), image, label);
            return new Translated(translated, drawing.taps());
        });
    }

    @Override
    public Judgement judge(Role role, SDVariable images) {
        return judgements.computeIfAbsent(List.of(role, images.name()), key -> {
            NetworkDrawing drawing = graph.draw(name(role, "discriminator"));
            SDVariable[] verdict = networks.get(role).discriminator().draw(drawing.builder(), images);
            return new Judged(verdict[0], verdict[1], drawing.taps());
        });
    }

    @Override
    public List<Judgement> judgeAll(Role role, List<SDVariable> images) {
        Judgement all = judge(role, stacked(images));
        List<Judgement> parts = new ArrayList<>();
        for (int part = 0; part < images.size(); part++) {
            int first = part * batch();
            Map<String, SDVariable> taps = new java.util.LinkedHashMap<>();
            all.taps().forEach((name, tap) -> taps.put(name, cut(tap, first)));
            parts.add(new Judged(cut(all.source(), first), cut(all.classes(), first), taps));
        }
        return parts;
    }

    private SDVariable stacked(List<SDVariable> images) {
        String name = "stacked" + images.stream().map(SDVariable::name).toList();
        return draws.computeIfAbsent(name, key -> graph().concat(0, images.toArray(SDVariable[]::new)));
    }

    private SDVariable cut(SDVariable all, int first) {
        int[] size = Arrays.stream(graph.shape(all)).mapToInt(Math::toIntExact).toArray();
        int[] begin = new int[size.length];
        begin[0] = first;
        size[0] = batch();
        return graph().slice(all, begin, size);
    }

    @Override
    public SDVariable inputGradient(SDVariable output, SDVariable input) {
        return Gradients.differentiable(graph, output, input);
    }

    @Override
    public SDVariable uniform(String purpose, long... shape) {
        return draws.computeIfAbsent("uniform-" + purpose, name -> graph.placeholder(name, shape));
    }

    @Override
    public void countAsReal(SDVariable images, double probability) {
        SDVariable mask = uniform("real", batch(), 1, 1, 1).lt(probability).castTo(source.dataType());
        realMixture = source.add(images.sub(source).mul(mask));
    }

    @Override
    public SDVariable realMixture() {
        return realMixture;
    }

    @Override
    public NetworkBuilder ownParameters(String name) {
        return graph.draw("loss/" + name).builder();
    }

    @Override
    public long[] shape(SDVariable variable) {
        return graph.shape(variable);
    }
}
