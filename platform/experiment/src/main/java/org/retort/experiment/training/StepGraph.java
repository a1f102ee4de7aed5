package org.retort.experiment.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/**
 * A training step while objectives and losses draw it; or the steps of both sides one after the other, which share what
 * the first one's update does not change.
 */
final class StepGraph implements TrainingStep {
    static final String SOURCE = "source";
    static final String SOURCE_LABEL = "source-label";
    static final String TARGET_LABEL = "target-label";
    private static final String LOSSES = "own/losses/";

    private Side side;
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
    private final Set<String> drawnBefore = new HashSet<>();
    private final List<StepDraw> drawsBefore = new ArrayList<>();
    private final Map<List<Object>, String> mixtures = new HashMap<>();
    private SDVariable real;
    private NetworkPlugins plugins;
    private String term = "";
    private Lesson lesson = Lesson.WHOLE;
    private int counted;

    /**
     * The part of a loss that is drawn against one of several teachers.
     *
     * @param name tells the parameters that the loss has for this teacher from those for others; empty where there is
     *     no other
     * @param before sum of the parts of the teachers before it
     * @param part of the loss that the teacher has, in [0, 1]
     */
    record Lesson(String name, double before, double part) {
        /** All of a loss. */
        static final Lesson WHOLE = new Lesson("", 0, 1);
    }

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

    /**
     * From now on draws the generator's step that follows the discriminator's on the same batch. Translations stand, and
     * so do judgements of teachers; the own discriminator has been updated in between, so it is asked again.
     */
    void turnToGenerator() {
        drawnBefore.addAll(trained());
        drawsBefore.addAll(draws);
        draws.clear();
        String updated = plugins.network(Role.OWN, side);
        judgements.keySet().removeIf(key -> key.get(0).equals(updated));
        mixtures.clear();
        real = source;
        side = Side.GENERATOR;
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
        List<StepDraw> all = new ArrayList<>(drawsBefore);
        all.addAll(draws);
        return Collections.unmodifiableList(all);
    }

    /** The networks whose parameters this step trains: its side's own, then those of its losses. */
    List<String> trained() {
        String own = plugins.network(Role.OWN, side);
        return graph.networks().stream()
                .filter(network -> network.equals(own) || network.startsWith(LOSSES))
                .filter(network -> !drawnBefore.contains(network))
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
        String network = plugins.network(role, Side.GENERATOR);
        List<String> key = List.of(network, image.name(), label.name());
        Translation known = translations.get(key);
        if (known == null) {
            NetworkDrawing drawing = graph.draw(network);
            SDVariable translated = plugins.translate(role, drawing.builder(), image, label);
            if (!Arrays.equals(graph.shape(translated), graph.shape(image))) {
                throw new InputException("network " + network + " makes images of shape "
                        + Arrays.toString(graph.shape(translated)) + " from "
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

    private List<String> key(Role role, SDVariable image) {
        return List.of(plugins.network(role, Side.DISCRIMINATOR), image.name());
    }

    private Judgement draw(Role role, SDVariable images) {
        NetworkDrawing drawing = graph.draw(plugins.network(role, Side.DISCRIMINATOR));
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
        return uniforms.computeIfAbsent(
                side + "/" + purpose,
                key -> drawn("uniform/" + purpose, "uniform/" + purpose, Optional.empty(), shape));
    }

    private SDVariable drawn(String name, String purpose, Optional<StepDraw.Range> range, long... shape) {
        String ofSide = side == Side.GENERATOR ? "generator/" : "discriminator/";
        draws.add(new StepDraw(ofSide + name, ofSide + purpose, shape.clone(), range));
        return graph.placeholder(ofSide + name, shape);
    }

    @Override
    public void countAsReal(SDVariable images, double probability) {
        if (!(probability >= 0 && probability < 1)) {
            throw new InputException("images count as real with probability " + probability
                    + "; allowed is at least 0 and below 1");
        }
        // One draw for all teachers of a loss: each has a part of the probability, so no image is chosen twice.
        String name = "counted-as-real-" + draws.size();
        String purpose = mixtures.computeIfAbsent(List.of(term, counted++), key -> name);
        StepDraw.Range range = new StepDraw.Range(
                probability * lesson.before(), probability * (lesson.before() + lesson.part()));
        SDVariable chosen = drawn(name, purpose, Optional.of(range), batch, 1, 1, 1);
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
     * @param networks of the run and of the teacher that the loss is drawn against
     * @param drawn which part of the loss that is
     */
    void begin(String name, NetworkPlugins networks, Lesson drawn) {
        term = name;
        plugins = networks;
        lesson = drawn;
        counted = 0;
    }

    @Override
    public NetworkBuilder ownParameters(String name) {
        String own = term.isEmpty() || term.equals(name) ? name : term + "/" + name;
        return graph.draw(LOSSES + (lesson.name().isEmpty() ? own : own + "/" + lesson.name())).builder();
    }

    @Override
    public long[] shape(SDVariable variable) {
        return graph.shape(variable);
    }
}
