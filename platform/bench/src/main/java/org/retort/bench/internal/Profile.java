package org.retort.bench.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/**
 * Where the time of some work went.
 *
 * @param milliseconds the whole work
 * @param ops milliseconds by op of the engine
 */
record Profile(double milliseconds, Map<String, Double> ops) {
    /**
     * Does a round of the work and tells of one time, on average. What comes before that does not count: engines look for
     * the peak of their memory, and Java compiles what times the ops.
     */
    static Profile of(ProfiledSession session, Repeated work) {
        session.profile(work);
        long start = System.nanoTime();
        Map<String, Double> ops = session.profile(work);
        double milliseconds = (System.nanoTime() - start) / 1e6;
        ops.replaceAll((op, spent) -> spent / work.times());
        return new Profile(milliseconds / work.times(), ops);
    }

    /** The share that no op took: Java, and what goes into programs and out of them. */
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

    /** Prints the share outside the ops of a contender that has a profile, and all of it where that is wanted. */
    static void print(JsonNode contender, boolean everyOp, PrintStream out) {
        JsonNode profile = contender.path("profile");
        if (profile.isMissingNode()) {
            return;
        }
        out.printf(Locale.ROOT, "  %-36s %.1f %%%n", contender.path("name").asText(),
                100 * profile.path("outsideOps").asDouble());
        if (everyOp) {
            profile.path("ops").properties().forEach(op -> out.printf(
                    Locale.ROOT, "    %-40s %8.2f ms%n", op.getKey(), op.getValue().asDouble()));
        }
    }
}
