package org.retort.host.internal.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {
    private static final double MIB = 1024 * 1024;

    private Numbers() {}

    /** A figure in its unit: counts with separators, sizes in KiB or MiB, others with four significant digits. */
    static String figure(double value, String unit) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "-" : Double.toString(value);
        }
        if (unit.equals("bytes")) {
            return value >= MIB
                    ? String.format(Locale.ROOT, "%.1f MiB", value / MIB)
                    : String.format(Locale.ROOT, "%.0f KiB", value / 1024);
        }
        String number = value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : significant(value);
        return unit.isEmpty() ? number : number + " " + unit;
    }

    private static String significant(double value) {
        double size = Math.abs(value);
        int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    /** A duration such as {@code 45 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String duration(double seconds) {
        Duration duration = Duration.ofSeconds(Math.round(seconds));
        if (duration.toMinutes() == 0) {
            return duration.toSeconds() + " s";
        }
        return duration.toHours() == 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
}
