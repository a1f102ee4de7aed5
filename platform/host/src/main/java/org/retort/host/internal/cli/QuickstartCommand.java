package org.retort.host.internal.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.retort.experiment.suite.Suite;
import org.retort.history.journal.Workspace;
import org.retort.host.internal.work.Executor;
import org.retort.host.internal.work.Serving;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code retort quickstart}. */
@Command(
        name = "quickstart",
        description = "Trains a small StarGAN teacher on built-in faces and distils two students from it, in minutes.",
        mixinStandardHelpOptions = true)
final class QuickstartCommand implements Callable<Integer> {
    private final Platform platform;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ExecutorOption executor;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Puts a value into experiments/quickstart.yaml; may be repeated.")
    private List<String> overrides = List.of();

    QuickstartCommand(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Workspace workspace = common.workspace();
        Executor workers = executor.of(platform, workspace);
        Experiments experiments = new Experiments(platform, terminal, workspace, workers, common.json());
        Path file = platform.home().resolve("experiments").resolve("quickstart.yaml");
        Suite suite = experiments.read(file, overrides);
        if (common.json() || !terminal.interactive() || Serving.address(workspace, platform.locks()).isPresent()) {
            int code = experiments.run(experiments.plan(suite, new Experiments.Earlier(false, false)), suite.execution());
            if (!common.json()) {
                terminal.print(Serving.address(workspace, platform.locks())
                        .map(address -> "In the browser: " + address)
                        .orElse("In the browser: retort serve --workspace " + ShellWord.of(workspace.path())
                                + ", then http://127.0.0.1:8080"));
            }
            return code;
        }
        // Somebody watches: the pages are there while it trains, and stay until they were looked at.
        try (Serving serving = Serving.start(
                workspace, platform.locks(), 0, workers, platform.context(), platform.servingBundles(), platform.workspacePlugins())) {
            terminal.messages().println("In the browser: " + serving.address());
            int code = experiments.run(experiments.plan(suite, new Experiments.Earlier(false, false)), suite.execution());
            if (code == 0) {
                terminal.print("In the browser: " + serving.address() + " (Ctrl-C ends; retort serve shows it again)");
                CountDownLatch end = new CountDownLatch(1);
                terminal.onInterrupt(end::countDown, () -> { });
                end.await();
            }
            return code;
        }
    }
}
