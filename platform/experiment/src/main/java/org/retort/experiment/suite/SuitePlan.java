package org.retort.experiment.suite;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.retort.api.plugin.InputException;
import org.retort.experiment.plan.Plan;
import org.retort.experiment.plan.PlannedRun;

/**
 * The runs of a suite, each after the teachers that it learns from. Teachers of one identity are one run. A student is
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
        Map<String, Set<String>> users = new HashMap<>();
        plans.forEach((member, plan) -> teachers(plan).forEach(teacher -> users.computeIfAbsent(
                        teacher.identity(), identity -> new LinkedHashSet<>())
                .add(member.label())));
        Map<String, SuiteRun> byIdentity = new LinkedHashMap<>();
        Set<Long> seeds = new LinkedHashSet<>();
        plans.keySet().forEach(member -> seeds.add(member.seed()));
        for (long seed : seeds) {
            plans.forEach((member, plan) -> {
                if (member.seed() == seed) {
                    for (PlannedRun teacher : teachers(plan)) {
                        String identity = teacher.identity();
                        byIdentity.putIfAbsent(identity, new SuiteRun(
                                named(teacher, teacherNames.get(identity), List.of()),
                                List.copyOf(users.get(identity))));
                    }
                    addStudents(member, plan, teacherNames, byIdentity);
                }
            });
        }
        List<SuiteRun> runs = List.copyOf(byIdentity.values());
        checkNames(runs);
        return new SuitePlan(suite.name(), runs);
    }

    /** The teachers that a run learns from, in its order. */
    public List<SuiteRun> teachers(SuiteRun student) {
        return student.run().teachers().stream()
                .flatMap(member -> runs.stream()
                        .filter(other -> other.run().member().equals(member)
                                && other.run().seed() == student.run().seed()))
                .toList();
    }

    /** The runs of a plan that may be shared: of teachers, or of a classifier. */
    static List<PlannedRun> teachers(Plan plan) {
        return plan.runs().stream().filter(run -> !run.isStudent()).toList();
    }

    private static void addStudents(
            SuiteMember member, Plan plan, Map<String, String> teacherNames, Map<String, SuiteRun> byIdentity) {
        Map<String, String> names = new HashMap<>();
        teachers(plan).forEach(teacher -> names.put(teacher.member(), teacherNames.get(teacher.identity())));
        List<PlannedRun> students =
                plan.runs().stream().filter(PlannedRun::isStudent).toList();
        for (PlannedRun student : students) {
            String name = student.member();
            if (!member.label().isEmpty()) {
                name = students.size() == 1 ? member.label() : member.label() + "/" + student.member();
            }
            SuiteRun run = new SuiteRun(
                    named(student, name, student.teachers().stream().map(names::get).toList()),
                    List.of(member.label()));
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
                        + "; a variant cannot be named as a teacher is, and a seed is the axis seed's to set");
            }
        }
    }

    private static PlannedRun named(PlannedRun run, String name, List<String> teachers) {
        return new PlannedRun(name, run.kind(), run.seed(), run.identity(), run.descriptor(), teachers);
    }
}
