package org.retort.history.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.retort.history.Series;
import org.retort.history.internal.RunRecord.Point;

/** Fewer points of a curve without losing its extremes. */
public final class DownSampling {
    private DownSampling() {
    }

    /**
     * Divides the points evenly into at most {@code limit} buckets. Where a run was resumed and went over some steps
     * again, the later points stand.
     */
    public static Series of(List<Point> recorded, int limit) {
        List<Point> points = withoutRepeats(recorded);
        int buckets = Math.min(points.size(), limit);
        long[] steps = new long[buckets];
        double[] values = new double[buckets];
        double[] min = new double[buckets];
        double[] max = new double[buckets];
        for (int i = 0; i < buckets; i++) {
            int from = (int) ((long) i * points.size() / buckets);
            int to = (int) ((long) (i + 1) * points.size() / buckets);
            steps[i] = points.get(to - 1).step();
            double[] finite = points.subList(from, to).stream().mapToDouble(Point::value)
                    .filter(Double::isFinite).toArray();
            double sum = 0;
            min[i] = finite.length == 0 ? Double.NaN : finite[0];
            max[i] = min[i];
            for (double value : finite) {
                sum += value;
                min[i] = Math.min(min[i], value);
                max[i] = Math.max(max[i], value);
            }
            values[i] = finite.length == 0 ? Double.NaN : sum / finite.length;
        }
        return new Series(steps, values, min, max);
    }

    private static List<Point> withoutRepeats(List<Point> recorded) {
        Deque<Point> kept = new ArrayDeque<>();
        for (Point point : recorded) {
            while (!kept.isEmpty() && kept.getLast().step() >= point.step()) {
                kept.removeLast();
            }
            kept.addLast(point);
        }
        return new ArrayList<>(kept);
    }
}
