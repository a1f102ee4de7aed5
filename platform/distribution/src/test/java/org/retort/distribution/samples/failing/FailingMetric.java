package org.retort.distribution.samples.failing;

import org.osgi.service.component.annotations.Component;
import org.retort.api.metric.MeasuredGenerator;
import org.retort.api.metric.Metric;
import org.retort.api.plugin.NoParameters;
import org.retort.api.plugin.Plugin;
/** A plugin that cannot be made. */
@Component(service = Metric.class)
@Plugin(id = "failing", title = "Failing", summary = "Fails.")public final class FailingMetric implements Metric<NoParameters> {
    /** Called by Declarative Services. */
    public FailingMetric() {
        throw new IllegalStateException("no licence file");
    }    @Override
    public Class<NoParameters> parameters() {
        return NoParameters.class;
    }

    @Override
    public Measurement measure(MeasuredGenerator generator, NoParameters parameters) {
        throw new UnsupportedOperationException("never measured in tests");
    }
}
