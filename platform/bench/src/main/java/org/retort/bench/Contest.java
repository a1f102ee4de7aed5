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
    private final Progress progress;

    /** Hears of each round that is done. */
    @FunctionalInterface
    public interface Progress {
        /**
         * @param done rounds that are done, the uncounted first one among them
         * @param rounds all rounds, that one among them
         * @param secondsLeft what the others take, if they go like those
         */
        void round(int done, int rounds, double secondsLeft);
    }

    /** Times by the clock of this machine. */
    public Contest(Progress progress) {
        this(System::nanoTime, progress);
    }

    Contest(LongSupplier nanoseconds, Progress progress) {
        this.nanoseconds = nanoseconds;
        this.progress = progress;
    }

    /**
     * What was measured.
     *
     * @param milliseconds contender to the time of each round, in the order of rounds
     */
    public record Result(Map<String, List<Double>> milliseconds) {
        /** The time of a contender, in milliseconds. */
        public Spread time(String contender) {
            return Spread.of(milliseconds.get(contender));
        }

        /** How many times as fast a contender is as another, round by round, in the order of rounds. */
        public List<Double> ratios(String contender, String than) {
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < milliseconds.get(contender).size(); round++) {
                ratios.add(milliseconds.get(than).get(round) / milliseconds.get(contender).get(round));
            }
            return ratios;
        }
    }

    /**
     * @param contenders name to work; all do the same
     * @param rounds counted rounds, at least 1; fewer than {@link #FEWEST_ROUNDS} say little
     */
    public Result run(Map<String, ? extends Runnable> contenders, int rounds) {
        if (rounds < 1) {
            throw new IllegalArgumentException("a contest has at least 1 round, not " + rounds);
        }
        Map<String, List<Double>> milliseconds = new LinkedHashMap<>();
        contenders.keySet().forEach(name -> milliseconds.put(name, new ArrayList<>()));
        long began = nanoseconds.getAsLong();
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, ? extends Runnable> contender : contenders.entrySet()) {
                long start = nanoseconds.getAsLong();
                contender.getValue().run();
                if (round > 0) {
                    milliseconds.get(contender.getKey()).add((nanoseconds.getAsLong() - start) / 1e6);
                }
            }
            double seconds = (nanoseconds.getAsLong() - began) / 1e9;
            progress.round(round + 1, rounds + 1, seconds / (round + 1) * (rounds - round));
        }
        return new Result(milliseconds);
    }
}
