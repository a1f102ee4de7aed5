package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.osgi.framework.ServiceRegistration;
import org.retort.history.journal.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code retort doctor}. */
@Command(
        name = "doctor",
        description = "Examines this machine: Java, processor, GPUs and which engine can use them, disk, plugins.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private final Platform platform;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    DoctorCommand(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        platform.workspacePlugins().load(common.workspace().plugins());
        ObjectNode report = report();
        if (common.json()) {
            terminal.print(report);
        } else {
            DoctorText.lines(report).forEach(terminal::print);
        }
        return report.path("problems").isEmpty() ? 0 : 1;
    }

    /** The report concerns the workspace that is offered as a service. */
    private ObjectNode report() {
        ServiceRegistration<Workspace> offer =
                platform.context().registerService(Workspace.class, common.workspace(), null);
        try {
            return platform.reports().doctor();
        } finally {
            offer.unregister();
        }
    }
}
