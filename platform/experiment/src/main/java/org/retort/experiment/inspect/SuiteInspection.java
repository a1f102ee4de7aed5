package org.retort.experiment.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.retort.api.plugin.InputException;
import org.retort.engine.graph.NetworkSummary;
import org.retort.experiment.descriptor.ClassifierDescriptor;
import org.retort.experiment.descriptor.Descriptors;
import org.retort.experiment.descriptor.PluginUse;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.experiment.suite.SuitePlan;
import org.retort.experiment.suite.SuiteRun;
import org.retort.experiment.training.NetworkInspection;
import org.retort.experiment.training.NetworkStart;
import org.retort.experiment.training.StepInspection;

/**
 * The networks and training steps of all runs of a plan, drawn before anything runs. Data sets are opened for the shape
 * of images and for labels; no image is read, and runs that differ in nothing that is drawn are drawn once.
 *
 * @param runs one for each run of the plan, in its order
 */
public record SuiteInspection(List<InspectedRun> runs) {
    /** Keys of a run's descriptor that decide nothing about what is drawn. */
    private static final List<String> UNDRAWN =
            List.of(
            "name", "member", "seed", "engine", "device", "precision", "threads", "classifier", "metrics", "evaluate");

    private static final String CANNOT = " cannot be trained: ";

    /** Makes the list immutable. */
    public SuiteInspection {
        runs = List.copyOf(runs);
    }

    /**
     * Draws the runs of a plan.
     *
     * @param catalog the plugins that the plan was made with
     * @param size height and width of the images, in px; 0 for those of the data set, which is then opened
     * @param labels the number of labels; 0 for those of the data set
     * @throws InputException where a data set cannot be opened or a network cannot be drawn
     */
    public static SuiteInspection of(SuitePlan plan, PluginCatalog catalog, int size, int labels) {
        Map<JsonNode, DatasetShape> shapes = new HashMap<>();
        Map<JsonNode, InspectedRun> drawn = new HashMap<>();
        List<InspectedRun> runs = new ArrayList<>();
        for (SuiteRun run : plan.runs()) {
            ObjectNode descriptor = run.run().descriptor();
            if (run.run().kind().equals(ClassifierDescriptor.CLASSIFIER)) {
                runs.add(new InspectedRun(run, Optional.empty(), Optional.empty(), List.of(), Optional.empty()));
                continue;
            }
            InspectedRun like = drawn.get(drawn(descriptor));
            if (like == null) {
                RunDescriptor read = Descriptors.readRun(descriptor, run.words(), catalog);
                DatasetShape shape = shapes.computeIfAbsent(
                        descriptor.get("dataset"), key -> DatasetShape.of(read.dataset(), size, labels));
                like = inspect(run, read, shape);
                drawn.put(drawn(descriptor), like);
            }
            runs.add(named(run, like));
        }
        return new SuiteInspection(runs);
    }

    /**
     * Checks that all runs can be trained.
     *
     * @throws InputException naming each kind of run whose networks and losses do not fit together, and why
     */
    public void check() {
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw new InputException(String.join("\n", problems));
        }
    }

    /** What does not fit together: the runs' names and why, one entry for each reason. */
    public List<String> problems() {
        return said(CANNOT, run -> run.problem().stream());
    }

    /** The notes on the runs, each once, after the names of the members that it is on. */
    public List<String> notes() {
        return said(": ", run -> run.notes().stream());
    }

    /** What is said of runs, each once, after the names of the members of which it is said. */
    private List<String> said(String between, Function<InspectedRun, Stream<String>> sayings) {
        Map<String, Set<String>> members = new LinkedHashMap<>();
        runs.forEach(run -> sayings.apply(run).forEach(words ->
                members.computeIfAbsent(words, key -> new LinkedHashSet<>()).add(run.run().run().member())));
        return members.entrySet().stream()
                .map(entry -> String.join(", ", entry.getValue()) + between + entry.getKey())
                .toList();
    }

    private static InspectedRun inspect(SuiteRun run, RunDescriptor read, DatasetShape shape) {
        NetworkSummary generator = network(run, "generator", read.own().generator().architecture(), shape);
        NetworkSummary discriminator = network(run, "discriminator", read.own().discriminator().architecture(), shape);
        List<String> notes = new ArrayList<>();
        read.own().teaching().ifPresent(notes::add);
        Optional<String> problem = Optional.empty();
        try {
            NetworkStart.of(read, shape.labels(), shape.format()).forEach(start -> notes.add(start.words()));
            StepInspection.check(read, shape.labels(), shape.format());
        } catch (InputException e) {
            problem = Optional.of(e.getMessage());
        }
        return new InspectedRun(run, Optional.of(generator), Optional.of(discriminator), notes, problem);
    }

    private static NetworkSummary network(SuiteRun run, String side, PluginUse use, DatasetShape shape) {
        String member = run.run().member();
        try {
            return NetworkInspection.of(member + "/" + side, use, shape.format(), shape.labels().size());
        } catch (InputException e) {
            throw new InputException(member + CANNOT + e.getMessage(), e);
        }
    }

    private static InspectedRun named(SuiteRun run, InspectedRun like) {
        String member = run.run().member();
        return new InspectedRun(
                run,
                like.generator().map(network -> named(member + "/generator", network)),
                like.discriminator().map(network -> named(member + "/discriminator", network)),
                like.notes(),
                like.problem());
    }

    private static NetworkSummary named(String name, NetworkSummary like) {
        return new NetworkSummary(name, like.parameters(), like.multiplyAdds(), like.layers(), like.taps());
    }

    /** What of a descriptor decides what is drawn. */
    private static ObjectNode drawn(ObjectNode descriptor) {
        ObjectNode deciding = descriptor.deepCopy();
        deciding.remove(UNDRAWN);
        ObjectNode batch = JsonNodeFactory.instance.objectNode();
        batch.set("batch", descriptor.path("train").path("batch"));
        deciding.set("train", batch);
        untrained(deciding.path("teacher"));
        deciding.path("teachers").forEach(SuiteInspection::untrained);
        return deciding;
    }

    private static void untrained(JsonNode teacher) {
        if (teacher instanceof ObjectNode section && !section.path("online").asBoolean()) {
            section.remove(List.of("train", "objective"));
        }
    }
}
