package org.retort.engine.comparison;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retort.api.data.LabelSpace;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.model.NetworkBuilder;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.nd4j.internal.DoubleRun;

/**
 * A training step in which the values of losses can be worked out by hand. What generators make is given:
 *
 * <ul>
 *   <li>{@code source}, {@code source-label}, {@code target-label};
 *   <li>{@code own/image} and {@code own/TAP}, {@code teacher/image} and {@code teacher/TAP}: the translation of the
 *       source to the target label;
 *   <li>{@code own/unchanged/...}: the translation of the source to its own label;
 *   <li>{@code own/again/...}: the translation of the translation to the target label.
 * </ul>
 *
 * Discriminators are functions of the image z, k being 1 for the own and 2 for the teacher's: tap {@code first} is k z,
 * tap {@code last} is 3 k z, the score is the mean of k z, and the logit of label i is the mean of channel i of k z.
 * Parameters of the loss's own are given by their names, {@code loss/...}.
 */
final class GivenStep implements TrainingStep {
    private static final String SOURCE = "source";
    private static final String SOURCE_LABEL = "source-label";
    private static final String TARGET_LABEL = "target-label";

    private final ModelGraph graph = new ModelGraph(DataType.DOUBLE);
    private final Map<String, SDVariable> placeholders = new HashMap<>();
    private final Side side;
    private final LabelSpace labels;
    private final GivenNumbers numbers;
    private boolean askedTeacher;

    private record Judged(SDVariable source, SDVariable classes, Map<String, SDVariable> taps) implements Judgement {}

    private final class Translated implements Translation {
        private final String prefix;

        Translated(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public SDVariable image() {
            return given(prefix + "image");
        }

        @Override
        public Map<String, SDVariable> taps() {
            Map<String, SDVariable> taps = new LinkedHashMap<>();
            numbers.below(prefix).keySet().stream()
                    .filter(name -> !name.equals("image"))
                    .forEach(name -> taps.put(name, given(prefix + name)));
            return taps;
        }
    }

    GivenStep(Side side, LabelSpace labels, GivenNumbers numbers) {
        this.side = side;
        this.labels = labels;
        this.numbers = numbers;
    }

    private SDVariable given(String name) {
        return placeholders.computeIfAbsent(name, key -> {
            INDArray value = number(name);
            return graph.placeholder(
                    name, name.endsWith("-label") ? new long[] {value.size(0), labels.size()} : value.shape());
        });
    }

    private INDArray number(String name) {
        INDArray value = numbers.get(name);
        if (value == null) {
            throw new AssertionError("the loss reads " + name + ", which is not given");
        }
        return value;
    }

    /** The value of a scalar; everything that it depends on must have been given. */
    double value(SDVariable scalar) {
        try (DoubleRun run = new DoubleRun(graph, List.of(scalar), 0, 1)) {
            for (SDVariable variable : graph.sameDiff().variables()) {
                INDArray input = variable.isPlaceHolder() ? run.input(variable.name()) : null;
                if (input != null) {
                    input.assign(number(variable.name()).reshape(input.shape()));
                }
            }
            return run.value(scalar).getDouble(0);
        }
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
        return (int) graph.shape(source())[0];
    }

    @Override
    public SDVariable source() {
        return given(SOURCE);
    }

    @Override
    public SDVariable sourceLabel() {
        return given(SOURCE_LABEL);
    }

    @Override
    public SDVariable targetLabel() {
        return given(TARGET_LABEL);
    }

    /** Whether a loss has asked for a network of the teacher's. */
    boolean askedTeacher() {
        return askedTeacher;
    }

    @Override
    public Translation translated(Role role) {
        askedTeacher |= role == Role.TEACHER;
        return new Translated(role == Role.OWN ? "own/" : "teacher/");
    }

    @Override
    public Translation translate(Role role, SDVariable image, SDVariable label) {
        if (role != Role.OWN) {
            throw new AssertionError("no loss asks the teacher for another translation");
        }
        if (image.name().equals(SOURCE)) {
            return new Translated(label.name().equals(SOURCE_LABEL) ? "own/unchanged/" : "own/");
        }
        return new Translated("own/again/");
    }

    @Override
    public Judgement judge(Role role, SDVariable images) {
        askedTeacher |= role == Role.TEACHER;
        SDVariable z = images.mul(role == Role.OWN ? 1 : 2);
        Map<String, SDVariable> taps = new LinkedHashMap<>();
        taps.put("first", z);
        taps.put("last", z.mul(3));
        return new Judged(z.mean(true, 1, 2, 3), z.mean(2, 3), taps);
    }

    @Override
    public List<Judgement> judgeAll(Role role, List<SDVariable> images) {
        return images.stream().map(image -> judge(role, image)).toList();
    }

    @Override
    public SDVariable inputGradient(SDVariable output, SDVariable input) {
        throw new AssertionError("no distillation loss asks for gradients");
    }

    @Override
    public SDVariable uniform(String purpose, long... shape) {
        throw new AssertionError("no distillation loss draws numbers");
    }

    @Override
    public void countAsReal(SDVariable images, double probability) {
        // Concerns the objective's gradient penalty, which is not drawn here.
    }

    @Override
    public SDVariable realMixture() {
        throw new AssertionError("no distillation loss penalises gradients");
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
