package org.retort.distribution.samples.bare;

import org.osgi.service.component.annotations.Component;
import org.retort.api.metric.MeasuredGenerator;
import org.retort.api.metric.Metric;
import org.retort.api.plugin.Plugin;
/** A plugin whose parameter says nothing of itself. */
@Component(service = Metric.class)
@Plugin(id = "bare", title = "Bare", summary = "Measures nothing.")public final class BareMetric implements Metric<BareMetric.Settings> {
    /** @param depth nobody knows what */
    public record Settings(int depth) {}    @Override
    public Class<BareMetric.Settings> parameters() {
        return BareMetric.Settings.class;
    }

    @Override
    public Measurement measure(MeasuredGenerator generator, BareMetric.Settings parameters) {
        throw new UnsupportedOperationException("never measured in tests");
    }
}
