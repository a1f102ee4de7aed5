package org.retort.experiment.suite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.retort.api.plugin.InputException;
import org.retort.experiment.plan.Plan;
import org.retort.experiment.plan.PlannedRun;

/**
 * The runs of a suite, each after the teacher that it learns from. Teachers of one identity are one run. A student is
 * named by its member's label, followed by its own name where the experiment has several students.
 *
 * @param suite the suite's name
 * @param runs the runs, seed by seed in the order of the members
 */
public record SuitePlan(String suite, List<SuiteRun> runs) {
    /** Makes the list immutable. */
    public SuitePlan {
        runs = List.copyOf(runs);
    }

    /**
     * Plans a suite.
     *
     * @throws InputException where two members come to the same run
     */
    public static SuitePlan of(Suite suite) {
        Map<SuiteMember, Plan> plans = new LinkedHashMap<>();
        suite.members().forEach(member -> plans.put(member, Plan.of(member.experiment())));
        Map<String, String> teacherNames = new TeacherNames(suite, plans).byIdentity();
        Map<String, List<String>> users = new HashMap<>();
        plans.forEach((member, plan) -> users.computeIfAbsent(
                        teacher(plan).identity(), identity -> new ArrayList<>())
                .add(member.label()));
        Map<String, SuiteRun> byIdentity = new LinkedHashMap<>();
        Set<Long> seeds = new LinkedHashSet<>();
        plans.keySet().forEach(member -> seeds.add(member.seed()));
        for (long seed : seeds) {
            plans.forEach((member, plan) -> {
                if (member.seed() == seed) {
                    PlannedRun teacher = teacher(plan);
                    String teacherName = teacherNames.get(teacher.identity());
                    byIdentity.putIfAbsent(
                            teacher.identity(),
                            new SuiteRun(
                                    named(teacher, teacherName, Optional.empty()), users.get(teacher.identity())));
                    addStudents(member, plan, teacherName, byIdentity);
                }
            });
        }
        List<SuiteRun> runs = List.copyOf(byIdentity.values());
        checkNames(runs);
        return new SuitePlan(suite.name(), runs);
    }

    /** The teacher that a run learns from. */
    public Optional<SuiteRun> teacher(SuiteRun student) {
        return student.run().teacherMember().flatMap(member -> runs.stream()
                .filter(other -> other.run().member().equals(member)
                        && other.run().seed() == student.run().seed())
                .findFirst());
    }

    private static void addStudents(
            SuiteMember member, Plan plan, String teacherName, Map<String, SuiteRun> byIdentity) {
        List<PlannedRun> students =
                plan.runs().stream().filter(run -> run.teacherMember().isPresent()).toList();
        for (PlannedRun student : students) {
            String name = student.member();
            if (!member.label().isEmpty()) {
                name = students.size() == 1 ? member.label() : member.label() + "/" + student.member();
            }
            SuiteRun run = new SuiteRun(named(student, name, Optional.of(teacherName)), List.of(member.label()));
            SuiteRun before = byIdentity.putIfAbsent(student.identity(), run);
            if (before != null) {
                throw new InputException("suite " + plan.experiment() + ": " + before.words() + " and " + run.words()
                        + " train the same weights, since nothing that tells them apart decides the result; remove one"
                        + " of them");
            }
        }
    }

    private static void checkNames(List<SuiteRun> runs) {
        Set<String> names = new LinkedHashSet<>();
        for (SuiteRun run : runs) {
            if (!names.add(run.words())) {
                throw new InputException("the suite has two runs named " + run.words()
                        + "; a variant cannot be named as the teacher is, and a seed is the axis seed's to set");
            }
        }
    }

    private static PlannedRun teacher(Plan plan) {
        return plan.runs().get(0);
    }

    private static PlannedRun named(PlannedRun run, String name, Optional<String> teacher) {
        return new PlannedRun(name, run.kind(), run.seed(), run.identity(), run.descriptor(), teacher);
    }
}
