package org.retort.distribution.samples.good;

import org.osgi.service.component.annotations.Component;
import org.retort.api.metric.MeasuredGenerator;
import org.retort.api.metric.Metric;
import org.retort.api.plugin.NoParameters;
import org.retort.api.plugin.Plugin;
/** A plugin as it should be. */
@Component(service = Metric.class)
@Plugin(id = "sample", title = "Sample", summary = "Measures nothing.")public final class GoodMetric implements Metric<NoParameters> {
    @Override
    public Class<NoParameters> parameters() {
        return NoParameters.class;
    }

    @Override
    public Measurement measure(MeasuredGenerator generator, NoParameters parameters) {
        throw new UnsupportedOperationException("never measured in tests");
    }
}
