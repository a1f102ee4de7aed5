package org.retort.api.metric;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.retort.api.plugin.Configurable;

/**
 * A plugin that measures a generator on test images.
 *
 * @param <P> its parameters
 */
@ConsumerType
public interface Metric<P extends Record> extends Configurable<P> {
    /** One measurement under way; for one thread. */
    interface Measurement {
        /** Takes translations in; each test image comes once for each target. */
        void accept(TranslationBatch batch);

        /** The figures, once everything was taken in; empty where the metric does not apply. */
        List<MetricValue> finish();

        /**
         * How the figures came about, in words that stand beside them wherever they are told, such as extractor, number
         * of images and resizing; asked after {@link #finish}, empty where the metric's description says it all.
         */
        default String protocol() {
            return "";
        }

        /** What there is to keep beside the figures; asked after {@link #finish}. */
        default List<MetricFile> files() {
            return List.of();
        }
    }

    /** Whether it asks {@link MeasuredGenerator#classifier}, so that an experiment without one is refused at once. */
    default boolean asksClassifier() {
        return false;
    }

    /**
     * Looks before anything is trained whether it will be able to measure, so that a missing file costs no training.
     *
     * @throws org.retort.api.plugin.InputException where it will not, in words
     */
    default void check(P parameters) {}

    /** Begins a measurement. */
    Measurement measure(MeasuredGenerator generator, P parameters);
}
