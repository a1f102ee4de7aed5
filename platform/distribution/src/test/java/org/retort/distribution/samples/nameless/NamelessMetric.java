package org.retort.distribution.samples.nameless;

import org.osgi.service.component.annotations.Component;
import org.retort.api.metric.MeasuredGenerator;
import org.retort.api.metric.Metric;
import org.retort.api.plugin.NoParameters;
/** A plugin whose author forgot to name it. */
@Component(service = Metric.class)
public final class NamelessMetric implements Metric<NoParameters> {
    @Override
    public Class<NoParameters> parameters() {
        return NoParameters.class;
    }

    @Override
    public Measurement measure(MeasuredGenerator generator, NoParameters parameters) {
        throw new UnsupportedOperationException("never measured in tests");
    }
}
