package org.retort.bench.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Map;

/**
 * Where the time of one cycle went.
 *
 * @param milliseconds the whole cycle
 * @param ops milliseconds by op of the engine
 */
record Profile(double milliseconds, Map<String, Double> ops) {
    static Profile of(ProfiledSession session, Runnable cycle) {
        long start = System.nanoTime();
        Map<String, Double> ops = session.profile(cycle);
        return new Profile((System.nanoTime() - start) / 1e6, ops);
    }

    /** The share of the cycle that no op took: Java, and what goes into programs and out of them. */
    double outside() {
        return 1 - ops.values().stream().mapToDouble(Double::doubleValue).sum() / milliseconds;
    }

    /** Puts {@code milliseconds, outsideOps, ops: {OP: milliseconds}}, longest first. */
    void put(ObjectNode entry) {
        entry.put("milliseconds", milliseconds).put("outsideOps", outside());
        ObjectNode all = entry.putObject("ops");
        ops.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(op -> all.put(op.getKey(), op.getValue()));
    }
}
