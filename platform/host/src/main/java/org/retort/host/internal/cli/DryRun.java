package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.retort.experiment.inspect.InspectedRun;
import org.retort.experiment.inspect.SuiteInspection;
import org.retort.experiment.suite.PastHours;
import org.retort.experiment.suite.SuiteProgress;
import org.retort.experiment.suite.SuiteProgress.Action;
import org.retort.experiment.suite.SuiteRun;

/** What would be done, and what it would cost. */
final class DryRun {
    private static final List<String> HEADER = List.of(
            "member", "seed", "kind", "steps", "images", "parameters", "multiply-adds", "time", "action");

    private final SuiteProgress progress;
    private final SuiteInspection inspection;
    private final PastHours past;

    DryRun(SuiteProgress progress, SuiteInspection inspection, PastHours past) {
        this.progress = progress;
        this.inspection = inspection;
        this.past = past;
    }

    /** For people. */
    List<String> lines() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < progress.entries().size(); i++) {
            SuiteProgress.Entry entry = progress.entries().get(i);
            SuiteRun run = entry.run();
            InspectedRun inspected = inspection.runs().get(i);
            OptionalDouble estimate = past.seconds(run);
            rows.add(List.of(
                    run.run().member(),
                    Long.toString(run.run().seed()),
                    run.run().kind(),
                    Numbers.figure(run.steps(), ""),
                    Numbers.figure(run.images(), ""),
                    inspected.generator().map(network -> Numbers.figure(network.parameters(), "")).orElse("-"),
                    inspected.generator().map(network -> Numbers.figure(network.multiplyAdds(), "")).orElse("-"),
                    estimate.isPresent() ? Numbers.duration(estimate.getAsDouble()) : "-",
                    action(entry)));
        }
        List<String> lines = new ArrayList<>(new TextTable(HEADER, rows).lines());
        lines.add(progress.entries().size() + " runs, " + progress.count(Action.SKIP) + " done already; to do: "
                + Numbers.figure(steps(), "") + " steps over " + Numbers.figure(images(), "") + " images; parameters and"
                + " multiply-adds (for one image) are the generator's");
        teachers().forEach(teacher -> lines.add(teacher.words() + " teaches " + students(teacher)
                + (students(teacher) == 1 ? " student" : " students")));
        lines.addAll(inspection.notes());
        lines.addAll(time());
        return lines;
    }

    private List<String> time() {
        long todo = todo().size();
        long unknown = unknown();
        if (unknown < todo) {
            return List.of("about " + Numbers.duration(seconds()) + " one after the other, by finished runs of the same"
                    + " networks in this workspace" + (unknown == 0 ? "" : "; " + unknown + " runs have none like them"));
        }
        return todo == 0
                ? List.of()
                : List.of("no estimate of the time: this workspace has no finished run of the same networks");
    }

    /** The one document of {@code --json}. */
    ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode list = document.putArray("runs");
        for (int i = 0; i < progress.entries().size(); i++) {
            SuiteProgress.Entry entry = progress.entries().get(i);
            SuiteRun run = entry.run();
            InspectedRun inspected = inspection.runs().get(i);
            OptionalDouble estimate = past.seconds(run);
            ObjectNode planned = list.addObject()
                    .put("member", run.run().member())
                    .put("seed", run.run().seed())
                    .put("kind", run.run().kind())
                    .put("identity", run.run().identity())
                    .put("steps", run.steps())
                    .put("images", run.images())
                    .put("seconds", estimate.isPresent() ? (Double) estimate.getAsDouble() : null)
                    .put("action", action(entry));
            inspected.generator().ifPresent(network -> planned
                    .put("parameters", network.parameters())
                    .put("multiplyAdds", network.multiplyAdds()));
            inspected.discriminator().ifPresent(network -> planned
                    .put("discriminatorParameters", network.parameters())
                    .put("discriminatorMultiplyAdds", network.multiplyAdds()));
            run.run().teachers().forEach(planned.putArray("teachers")::add);
            planned.set("descriptor", run.run().descriptor());
        }
        ArrayNode teachers = document.putArray("teachers");
        teachers().forEach(teacher -> teachers.addObject()
                .put("member", teacher.run().member())
                .put("seed", teacher.run().seed())
                .put("students", students(teacher)));
        inspection.notes().forEach(document.putArray("notes")::add);
        return document.put("steps", steps())
                .put("images", images())
                .put("seconds", seconds())
                .put("runsWithoutEstimate", unknown());
    }

    private static String action(SuiteProgress.Entry entry) {
        return entry.action().name().toLowerCase(Locale.ROOT)
                + entry.folder().map(folder -> " run " + folder.id()).orElse("");
    }

    private List<SuiteRun> todo() {
        return progress.entries().stream()
                .filter(entry -> entry.action() != Action.SKIP)
                .map(SuiteProgress.Entry::run)
                .toList();
    }

    private List<SuiteRun> teachers() {
        return progress.plan().runs().stream().filter(run -> students(run) > 0).toList();
    }

    private long students(SuiteRun teacher) {
        return progress.plan().runs().stream()
                .filter(run -> progress.plan().teachers(run).contains(teacher))
                .count();
    }

    private long steps() {
        return todo().stream().mapToLong(SuiteRun::steps).sum();
    }

    private long images() {
        return todo().stream().mapToLong(SuiteRun::images).sum();
    }

    private double seconds() {
        return todo().stream().mapToDouble(run -> past.seconds(run).orElse(0)).sum();
    }

    private long unknown() {
        return todo().stream().filter(run -> past.seconds(run).isEmpty()).count();
    }
}
