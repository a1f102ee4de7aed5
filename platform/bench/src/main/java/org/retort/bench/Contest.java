package org.retort.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Times contenders that do the same work, in turn, so that whatever else the machine does meets all of them alike. The
 * first round warms up and is not counted.
 */
public final class Contest {
    /** The fewest rounds whose median says something. */
    public static final int FEWEST_ROUNDS = 7;

    private final LongSupplier nanoseconds;

    /** Times by the clock of this machine. */
    public Contest() {
        this(System::nanoTime);
    }

    Contest(LongSupplier nanoseconds) {
        this.nanoseconds = nanoseconds;
    }

    /**
     * What was measured.
     *
     * @param milliseconds contender to the time of each round, in the order of rounds
     */
    public record Result(Map<String, List<Double>> milliseconds) {
        /** The median time of a contender, in milliseconds. */
        public double median(String contender) {
            return quantile(milliseconds.get(contender), 0.5);
        }

        /**
         * How many times as fast a contender is as another, round by round: lower quartile, median and upper quartile.
         */
        public double[] ratio(String contender, String than) {
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < milliseconds.get(contender).size(); round++) {
                ratios.add(milliseconds.get(than).get(round) / milliseconds.get(contender).get(round));
            }
            return new double[] {quantile(ratios, 0.25), quantile(ratios, 0.5), quantile(ratios, 0.75)};
        }

        private static double quantile(List<Double> values, double share) {
            List<Double> sorted = values.stream().sorted().toList();
            double place = share * (sorted.size() - 1);
            int below = (int) place;
            int above = Math.min(below + 1, sorted.size() - 1);
            return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
        }
    }

    /**
     * @param contenders name to work; all do the same
     * @param rounds counted rounds, at least {@link #FEWEST_ROUNDS}
     */
    public Result run(Map<String, Runnable> contenders, int rounds) {
        if (rounds < FEWEST_ROUNDS) {
            throw new IllegalArgumentException("a contest has at least " + FEWEST_ROUNDS + " rounds, not " + rounds);
        }
        Map<String, List<Double>> milliseconds = new LinkedHashMap<>();
        contenders.keySet().forEach(name -> milliseconds.put(name, new ArrayList<>()));
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, Runnable> contender : contenders.entrySet()) {
                long start = nanoseconds.getAsLong();
                contender.getValue().run();
                if (round > 0) {
                    milliseconds.get(contender.getKey()).add((nanoseconds.getAsLong() - start) / 1e6);
                }
            }
        }
        return new Result(milliseconds);
    }
}
