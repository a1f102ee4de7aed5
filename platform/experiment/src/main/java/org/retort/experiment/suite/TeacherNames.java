package org.retort.experiment.suite;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.retort.experiment.plan.Plan;

/** Names the teachers of a suite: {@code teacher}, followed by the values that tell it from the others. */
final class TeacherNames {
    private final Suite suite;
    private final Map<SuiteMember, Plan> plans;

    TeacherNames(Suite suite, Map<SuiteMember, Plan> plans) {
        this.suite = suite;
        this.plans = plans;
    }

    Map<String, String> byIdentity() {
        Map<String, Map<String, String>> common = new LinkedHashMap<>();
        plans.forEach((member, plan) -> common.merge(
                plan.runs().get(0).identity(), member.values(), TeacherNames::common));
        List<Axis> deciding = suite.axes().stream()
                .filter(axis -> common.values().stream().allMatch(values -> values.containsKey(axis.name())))
                .toList();
        MemberLabels labels = new MemberLabels(deciding, List.copyOf(common.values()));
        Map<String, String> names = new HashMap<>();
        Map<String, Set<Long>> seeds = new HashMap<>();
        plans.forEach((member, plan) -> names.computeIfAbsent(plan.runs().get(0).identity(), identity -> {
            String label = labels.of(common.get(identity));
            String first = plan.runs().get(0).member();
            String name = label.isEmpty() ? first : first + "," + label;
            Set<Long> named = seeds.computeIfAbsent(name, key -> new LinkedHashSet<>());
            return named.add(member.seed()) ? name : first + "," + member.label();
        }));
        return names;
    }

    private static Map<String, String> common(Map<String, String> first, Map<String, String> second) {
        Map<String, String> both = new LinkedHashMap<>(first);
        both.entrySet().retainAll(second.entrySet());
        return both;
    }
}
