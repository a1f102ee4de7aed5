package org.retort.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.retort.history.internal.Json;

/**
 * A metric over the steps, each entry one point or a bucket of neighbouring points. All arrays have the same length.
 *
 * @param steps step of the point, or of the bucket's last point; ascending
 * @param values the value, or the mean of the bucket's finite values; NaN where there is none
 * @param min the lowest finite value
 * @param max the highest finite value
 */
public record Series(long[] steps, double[] values, double[] min, double[] max) {
    /** The document that is served; null where there is no finite value. */
    public ObjectNode toJson() {
        ObjectNode node = Json.object();
        ArrayNode stepArray = node.putArray("steps");
        for (long step : steps) {
            stepArray.add(step);
        }
        fill(node.putArray("values"), values);
        fill(node.putArray("min"), min);
        fill(node.putArray("max"), max);
        return node;
    }

    private static void fill(ArrayNode array, double[] numbers) {
        for (double number : numbers) {
            if (Double.isFinite(number)) {
                array.add(number);
            } else {
                array.addNull();
            }
        }
    }
}
