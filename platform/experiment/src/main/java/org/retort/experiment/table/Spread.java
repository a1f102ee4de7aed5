package org.retort.experiment.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * One result of one member over its seeds.
 *
 * @param n seeds for which it is a finite number
 * @param mean their mean; NaN where n is 0
 * @param deviation their sample standard deviation, of n - 1 degrees of freedom; NaN where n is below 2
 */
public record Spread(int n, double mean, double deviation) {
    private static final int DIGITS = 4;
    private static final int DEVIATION_DIGITS = 2;
    private static final double NEVER_PLAIN = 1e15;

    /** The spread of some values, of which those that are not finite are left out. */
    public static Spread of(List<Double> values) {
        double[] finite = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .toArray();
        double mean = 0;
        for (double value : finite) {
            mean += value / finite.length;
        }
        double squares = 0;
        for (double value : finite) {
            squares += (value - mean) * (value - mean);
        }
        return new Spread(
                finite.length,
                finite.length == 0 ? Double.NaN : mean,
                finite.length < 2 ? Double.NaN : Math.sqrt(squares / (finite.length - 1)));
    }

    /**
     * For people: the mean up to the second digit of the deviation, or with four digits where there is none, then the
     * deviation behind the given sign; a hyphen where n is 0.
     *
     * @param plusMinus such as {@code " ± "}
     */
    public String words(String plusMinus) {
        if (n == 0) {
            return "-";
        }
        if (n < 2 || deviation == 0) {
            return plain(mean) + (n < 2 ? "" : plusMinus + "0");
        }
        if (Math.abs(mean) >= NEVER_PLAIN || deviation >= NEVER_PLAIN) {
            return mean + plusMinus + deviation;
        }
        BigDecimal rounded =
                BigDecimal.valueOf(deviation).round(new MathContext(DEVIATION_DIGITS, RoundingMode.HALF_UP));
        int decimals = Math.max(0, rounded.scale());
        return BigDecimal.valueOf(mean).setScale(decimals, RoundingMode.HALF_UP).toPlainString()
                + plusMinus
                + rounded.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    /** A number with four digits, whole numbers with all of theirs. */
    static String plain(double number) {
        if (number == Math.rint(number) && Math.abs(number) < NEVER_PLAIN) {
            return BigDecimal.valueOf(number).setScale(0, RoundingMode.UNNECESSARY).toPlainString();
        }
        BigDecimal rounded = BigDecimal.valueOf(number).round(new MathContext(DIGITS, RoundingMode.HALF_UP));
        return Math.abs(number) < 1e-6 || Math.abs(number) >= NEVER_PLAIN
                ? rounded.toString()
                : rounded.toPlainString();
    }
}
