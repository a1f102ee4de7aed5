package org.retort.experiment.suite;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.retort.api.plugin.InputException;
import org.retort.experiment.internal.binding.RecordBinder;
import org.retort.experiment.internal.yaml.Value;
import org.retort.experiment.internal.yaml.Value.Mapping;
import org.retort.experiment.internal.yaml.Value.Scalar;

/** The numbers of {@code {from: A, to: B, step: S}} or {@code {from: A, to: B, factor: F}}, B included if it is met. */
final class NumberRange {
    private static final List<String> KEYS = List.of("from", "to", "step", "factor");
    private static final int NUMBERS_ALLOWED = 1000;

    private final Mapping range;

    NumberRange(Mapping range) {
        this.range = range;
    }

    List<Value> values() {
        RecordBinder.checkKeys(range, KEYS, "a range");
        BigDecimal from = number("from");
        BigDecimal to = number("to");
        boolean grows = to.compareTo(from) >= 0;
        if (range.get("step") == null && range.get("factor") == null || range.entries().size() > 3) {
            throw new InputException(range.position()
                    + ": a range has either the key step, which is added, or the key factor, which is multiplied with");
        }
        boolean adds = range.get("step") != null;
        BigDecimal change = number(adds ? "step" : "factor");
        boolean away = adds ? change.signum() != (grows ? 1 : -1) : wrongFactor(from, to, change);
        if (away) {
            throw new InputException(range.get(adds ? "step" : "factor").position() + ": "
                    + (adds ? "step" : "factor") + " is `" + change + "`, which does not lead from " + from + " to "
                    + to);
        }
        List<Value> values = new ArrayList<>();
        BigDecimal number = from;
        while (grows ? number.compareTo(to) <= 0 : number.compareTo(to) >= 0) {
            if (values.size() == NUMBERS_ALLOWED) {
                throw new InputException(range.position() + ": a range of more than " + NUMBERS_ALLOWED + " numbers");
            }
            values.add(new Scalar(range.position(), written(number), false));
            number = adds ? number.add(change) : number.multiply(change);
        }
        return values;
    }

    private static boolean wrongFactor(BigDecimal from, BigDecimal to, BigDecimal factor) {
        return from.signum() <= 0
                || to.signum() <= 0
                || factor.signum() <= 0
                || factor.compareTo(BigDecimal.ONE) != Math.max(-1, to.compareTo(from)) && !to.equals(from)
                || factor.compareTo(BigDecimal.ONE) == 0;
    }

    private BigDecimal number(String key) {
        Value value = range.get(key);
        if (value == null) {
            throw new InputException(range.position() + ": a range needs the key " + key
                    + "; it is written {from: 8, to: 32, step: 8} or {from: 8, to: 32, factor: 2}");
        }
        try {
            if (value instanceof Scalar scalar && !scalar.quoted()) {
                return new BigDecimal(scalar.text());
            }
        } catch (NumberFormatException e) {
            throw wrong(key, value, e);
        }
        throw wrong(key, value, null);
    }

    private static InputException wrong(String key, Value value, Exception cause) {
        return new InputException(
                value.position() + ": " + key + " is " + value.kind() + "; allowed is a number", cause);
    }

    /** Plain digits, since parameters that are whole numbers take no exponent. */
    private static String written(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
