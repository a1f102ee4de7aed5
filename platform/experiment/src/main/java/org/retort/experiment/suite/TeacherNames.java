package org.retort.experiment.suite;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.retort.experiment.plan.Plan;
import org.retort.experiment.plan.PlannedRun;

/** Names the teachers of a suite: a teacher's own name, followed by the values that tell it from the others. */
final class TeacherNames {
    private final Suite suite;
    private final Map<SuiteMember, Plan> plans;

    TeacherNames(Suite suite, Map<SuiteMember, Plan> plans) {
        this.suite = suite;
        this.plans = plans;
    }

    Map<String, String> byIdentity() {
        Set<String> members = new LinkedHashSet<>();
        plans.values().forEach(plan -> SuitePlan.teachers(plan).forEach(teacher -> members.add(teacher.member())));
        Map<String, String> names = new HashMap<>();
        members.forEach(member -> name(member, names));
        return names;
    }

    /** Names the runs of the teacher that experiments call {@code first}. */
    private void name(String first, Map<String, String> names) {
        Map<SuiteMember, PlannedRun> runs = new LinkedHashMap<>();
        plans.forEach((member, plan) -> SuitePlan.teachers(plan).stream()
                .filter(teacher -> teacher.member().equals(first))
                .forEach(teacher -> runs.put(member, teacher)));
        Map<String, Map<String, String>> common = new LinkedHashMap<>();
        runs.forEach((member, run) -> common.merge(run.identity(), member.values(), TeacherNames::common));
        List<Axis> deciding = suite.axes().stream()
                .filter(axis -> common.values().stream().allMatch(values -> values.containsKey(axis.name())))
                .toList();
        MemberLabels labels = new MemberLabels(deciding, List.copyOf(common.values()));
        Map<String, Set<Long>> seeds = new HashMap<>();
        runs.forEach((member, run) -> names.computeIfAbsent(run.identity(), identity -> {
            String label = labels.of(common.get(identity));
            String name = label.isEmpty() ? first : first + "," + label;
            Set<Long> named = seeds.computeIfAbsent(name, key -> new LinkedHashSet<>());
            return named.add(member.seed()) ? name : first + "," + member.label();
        }));
    }

    private static Map<String, String> common(Map<String, String> first, Map<String, String> second) {
        Map<String, String> both = new LinkedHashMap<>(first);
        both.entrySet().retainAll(second.entrySet());
        return both;
    }
}
