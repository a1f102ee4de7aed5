package org.retort.engine.nd4j.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.retort.api.tensor.Tensor;
import org.retort.engine.schedule.Schedule;
import org.retort.engine.schedule.Step;

/**
 * Where each result lives within one block of memory: a result takes the smallest gap that holds it, from the step that
 * makes it to the last one that reads it. Ops that change nothing but the shape share their input's place.
 */
final class MemoryPlan {
    /** Places begin at multiples of 64 bytes in 32-bit floats, for vector loads. */
    private static final long ALIGNMENT = 16;

    private static final Set<String> VIEWS = Set.of("reshape", "expand_dims", "squeeze", "identity");

    private final Map<String, Long> offsets = new HashMap<>();
    private final Map<String, String> origins = new HashMap<>();
    private final long elements;

    /**
     * @param schedule what to place; only results of its graph's own number type are placed
     * @param elsewhere results that have a place of their own
     */
    MemoryPlan(Schedule schedule, Set<String> elsewhere, Set<String> ofOtherType) {
        Map<String, Integer> readers = new HashMap<>();
        Gaps gaps = new Gaps();
        for (Step step : schedule.steps()) {
            if (isView(step) && !elsewhere.contains(step.outputs().get(0))) {
                String origin = origin(step.inputs().get(0));
                origins.put(step.outputs().get(0), origin);
                readers.merge(origin, 1, Integer::sum);
            } else {
                for (String output : step.outputs()) {
                    readers.merge(output, 1, Integer::sum);
                    if (!elsewhere.contains(output) && !ofOtherType.contains(output)) {
                        offsets.put(output, gaps.take(length(schedule, output)));
                    }
                }
            }
            Set<String> freed = new HashSet<>(step.freed());
            for (String name : freed) {
                String origin = origin(name);
                int left = readers.merge(origin, -1, Integer::sum);
                if (left == 0 && offsets.containsKey(origin)) {
                    gaps.give(offsets.get(origin), length(schedule, origin));
                }
            }
        }
        elements = gaps.end;
    }

    static boolean isView(Step step) {
        return VIEWS.contains(step.op().opName());
    }

    /** The variable whose memory a variable shares; itself where it has its own. */
    String origin(String name) {
        return origins.getOrDefault(name, name);
    }

    /** Where a result begins, in elements; null where it lives elsewhere. */
    Long offset(String name) {
        return offsets.get(name);
    }

    /** The length of the block, in elements. */
    long elements() {
        return elements;
    }

    private static long length(Schedule schedule, String name) {
        long elements = Math.max(1, Tensor.elements(schedule.shape(name)));
        return (elements + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Free stretches of the block: begin to length. */
    private static final class Gaps {
        private final TreeMap<Long, Long> free = new TreeMap<>();
        private long end;

        long take(long length) {
            List<Map.Entry<Long, Long>> fitting = new ArrayList<>();
            free.entrySet().stream().filter(gap -> gap.getValue() >= length).forEach(fitting::add);
            var best = fitting.stream().min(Map.Entry.comparingByValue());
            if (best.isEmpty()) {
                Map.Entry<Long, Long> last = free.lastEntry();
                boolean atEnd = last != null && last.getKey() + last.getValue() == end;
                long begin = atEnd ? last.getKey() : end;
                if (atEnd) {
                    free.remove(begin);
                }
                end = begin + length;
                return begin;
            }
            long begin = best.get().getKey();
            long size = free.remove(begin);
            if (size > length) {
                free.put(begin + length, size - length);
            }
            return begin;
        }

        void give(long begin, long length) {
            Map.Entry<Long, Long> before = free.lowerEntry(begin);
            if (before != null && before.getKey() + before.getValue() == begin) {
                free.remove(before.getKey());
                give(before.getKey(), before.getValue() + length);
                return;
            }
            Long after = free.remove(begin + length);
            free.put(begin, length + (after == null ? 0 : after));
        }
    }
}
