package org.retort.experiment.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.model.DiscriminatorArchitecture.Verdict;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.plugin.InputException;
import org.retort.engine.gradient.Gradients;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.graph.NetworkDrawing;

/** A training step while objectives and losses draw it. */
final class StepGraph implements TrainingStep {
    static final String SOURCE = "source";
    static final String SOURCE_LABEL = "source-label";
    static final String TARGET_LABEL = "target-label";
    private static final String LOSSES = "own/losses/";

    private final Side side;
    private final NetworkPlugins plugins;
    private final LabelSpace labels;
    private final int batch;
    private final ModelGraph graph;
    private final SDVariable source;
    private final SDVariable sourceLabel;
    private final SDVariable targetLabel;
    private final Map<List<String>, Translation> translations = new LinkedHashMap<>();
    private final Map<List<String>, Judgement> judgements = new LinkedHashMap<>();
    private final Map<String, SDVariable> uniforms = new LinkedHashMap<>();
    private final List<StepDraw> draws = new ArrayList<>();
    private SDVariable real;
    private String term = "";

    private record DrawnTranslation(SDVariable image, Map<String, SDVariable> taps) implements Translation {}

    private record DrawnJudgement(SDVariable source, SDVariable classes, Map<String, SDVariable> taps)
            implements Judgement {}

    /**
     * @param type FLOAT for runs, DOUBLE for gradient checks
     */
    StepGraph(Side side, NetworkPlugins plugins, LabelSpace labels, ImageFormat format, int batch, DataType type) {
        this.side = side;
        this.plugins = plugins;
        this.labels = labels;
        this.batch = batch;
        this.graph = new ModelGraph(type);
        this.source = graph.placeholder(SOURCE, batch, format.channels(), format.size(), format.size());
        this.sourceLabel = graph.placeholder(SOURCE_LABEL, batch, labels.size());
        this.targetLabel = graph.placeholder(TARGET_LABEL, batch, labels.size());
        this.real = source;
    }

    @Override
    public Side side() {
        return side;
    }

    @Override
    public SameDiff graph() {
        return graph.sameDiff();
    }

    /** The graph with its networks. */
    ModelGraph model() {
        return graph;
    }

    /** Placeholders that get new random numbers in each step. */
    List<StepDraw> draws() {
        return Collections.unmodifiableList(draws);
    }

    /** The networks whose parameters this step trains: its side's own, then those of its losses. */
    List<String> trained() {
        String own = NetworkPlugins.network(Role.OWN, side);
        return graph.networks().stream()
                .filter(network -> network.equals(own) || network.startsWith(LOSSES))
                .toList();
    }

    @Override
    public LabelSpace labels() {
        return labels;
    }

    @Override
    public int batch() {
        return batch;
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

    @Override
    public Translation translate(Role role, SDVariable image, SDVariable label) {
        List<String> key = List.of(role.name(), image.name(), label.name());
        Translation known = translations.get(key);
        if (known == null) {
            NetworkDrawing drawing = graph.draw(NetworkPlugins.network(role, Side.GENERATOR));
            SDVariable translated = plugins.translate(role, drawing.builder(), image, label);
            if (!Arrays.equals(graph.shape(translated), graph.shape(image))) {
                throw new InputException("network " + NetworkPlugins.network(role, Side.GENERATOR) + " makes images of"
                        + " shape " + Arrays.toString(graph.shape(translated)) + " from "
                        + Arrays.toString(graph.shape(image)) + "; a generator keeps the shape");
            }
            known = new DrawnTranslation(translated, drawing.taps());
            translations.put(key, known);
        }
        return known;
    }

    @Override
    public Judgement judge(Role role, SDVariable images) {
        return judgeAll(role, List.of(images)).get(0);
    }

    @Override
    public List<Judgement> judgeAll(Role role, List<SDVariable> images) {
        List<SDVariable> missing = images.stream()
                .filter(image -> !judgements.containsKey(key(role, image)))
                .distinct()
                .toList();
        if (missing.size() == 1) {
            judgements.put(key(role, missing.get(0)), draw(role, missing.get(0)));
        } else if (missing.size() > 1) {
            stack(role, missing);
        }
        return images.stream().map(image -> judgements.get(key(role, image))).toList();
    }

    private static List<String> key(Role role, SDVariable image) {
        return List.of(role.name(), image.name());
    }

    private Judgement draw(Role role, SDVariable images) {
        NetworkDrawing drawing = graph.draw(NetworkPlugins.network(role, Side.DISCRIMINATOR));
        Verdict verdict = plugins.judge(role, drawing.builder(), images, labels.size());
        return new DrawnJudgement(verdict.source(), verdict.classes(), drawing.taps());
    }

    private void stack(Role role, List<SDVariable> images) {
        Judgement whole = draw(role, graph().concat(0, images.toArray(SDVariable[]::new)));
        int from = 0;
        for (SDVariable image : images) {
            int count = Math.toIntExact(graph.shape(image)[0]);
            Map<String, SDVariable> taps = new LinkedHashMap<>();
            for (Map.Entry<String, SDVariable> tap : whole.taps().entrySet()) {
                taps.put(tap.getKey(), part(tap.getValue(), from, count));
            }
            judgements.put(
                    key(role, image),
                    new DrawnJudgement(part(whole.source(), from, count), part(whole.classes(), from, count), taps));
            from += count;
        }
    }

    private SDVariable part(SDVariable stacked, int from, int count) {
        int[] begin = new int[graph.shape(stacked).length];
        int[] size = Arrays.stream(graph.shape(stacked)).mapToInt(Math::toIntExact).toArray();
        begin[0] = from;
        size[0] = count;
        return graph().slice(stacked, begin, size);
    }

    @Override
    public SDVariable inputGradient(SDVariable output, SDVariable input) {
        return Gradients.differentiable(graph, output, input);
    }

    @Override
    public SDVariable uniform(String purpose, long... shape) {
        return uniforms.computeIfAbsent(purpose, name -> drawn("uniform/" + name, Double.NaN, shape));
    }

    private SDVariable drawn(String purpose, double share, long... shape) {
        String name = (side == Side.GENERATOR ? "generator/" : "discriminator/") + purpose;
        draws.add(new StepDraw(name, shape.clone(), share));
        return graph.placeholder(name, shape);
    }

    @Override
    public void countAsReal(SDVariable images, double probability) {
        if (!(probability >= 0 && probability < 1)) {
            throw new InputException("images count as real with probability " + probability
                    + "; allowed is at least 0 and below 1");
        }
        SDVariable chosen = drawn("counted-as-real-" + draws.size(), probability, batch, 1, 1, 1);
        real = real.add(images.sub(real).mul(chosen));
    }

    @Override
    public SDVariable realMixture() {
        return real;
    }

    /**
     * Says whose losses are drawn from now on, so that two uses of one loss have parameters of their own.
     *
     * @param name of a distillation loss within the descriptor
     */
    void begin(String name) {
        term = name;
    }

    @Override
    public NetworkBuilder ownParameters(String name) {
        return graph.draw(LOSSES + (term.isEmpty() || term.equals(name) ? name : term + "/" + name)).builder();
    }

    @Override
    public long[] shape(SDVariable variable) {
        return graph.shape(variable);
    }
}
