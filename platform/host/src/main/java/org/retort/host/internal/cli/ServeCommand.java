package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.retort.api.plugin.InputException;
import org.retort.host.internal.work.Serving;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code retort serve}. */
@Command(
        name = "serve",
        description = "Shows the runs of a workspace in the browser and does queued ones, until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65535;

    private final Platform platform;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ExecutorOption executor;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "Port on the loopback address; 0 for any that is free.")
    private int port;

    ServeCommand(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new InputException("--port is " + port + "; allowed are 0 to " + HIGHEST_PORT);
        }
        CountDownLatch end = new CountDownLatch(1);
        terminal.onInterrupt(end::countDown, () -> { });
        try (Serving serving = Serving.start(
                common.workspace(),
                platform.locks(),
                port,
                executor.of(platform, common.workspace()),
                platform.context(),
                platform.servingBundles(),
                platform.workspacePlugins())) {
            if (common.json()) {
                terminal.print(JsonNodeFactory.instance.objectNode().put("address", serving.address()));
            } else {
                terminal.print("Retort serves " + common.workspace().path() + " at " + serving.address()
                        + " (Ctrl-C ends; runs in progress go on)");
            }
            end.await();
        }
        return 0;
    }
}
