package org.retort.distribution.samples.probe;

import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.retort.host.control.PlatformReports;

/** Lets a test, which shares only the JDK's types with bundles, ask the platform. */
@Component(service = UnaryOperator.class, property = "retort.probe=true")
public final class Probe implements UnaryOperator<String> {
    private final PlatformReports reports;

    /** Called by Declarative Services. */
    @Activate
    public Probe(@Reference PlatformReports reports) {
        this.reports = reports;
    }

    @Override
    public String apply(String question) {
        return switch (question) {
            case "plugins" -> reports.plugins().toString();
            case "doctor" -> reports.doctor().toString();
            default -> {
                String[] kindAndId = question.split(" ");
                yield reports.plugin(kindAndId[0], kindAndId[1]).toString();
            }
        };
    }
}
