package org.retort.api.metric;

/**
 * One measured figure.
 *
 * @param name lower-case words joined by hyphens, such as {@code ssim-to-teacher}
 * @param value the figure; NaN where it could not be measured
 * @param unit unit for display; empty for a plain number
 * @param direction which way is better
 */
public record MetricValue(String name, double value, String unit, Direction direction) {
    /** Which way a figure gets better. */
    public enum Direction {
        /** Lower is better. */
        LOWER,
        /** Higher is better. */
        HIGHER,
        /** Neither: the figure describes. */
        NONE
    }
}
