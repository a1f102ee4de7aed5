package org.retort.host.internal.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.retort.history.journal.RunState;
import org.retort.host.internal.work.Worker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code retort worker}: what executors start; not for people. */
@Command(name = "worker", hidden = true, description = "Does one queued run.", mixinStandardHelpOptions = true)
final class WorkerCommand implements Callable<Integer> {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Platform platform;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String id;

    @Option(names = "--slot", paramLabel = "SLOT", description = "The slot of this machine to take.")
    private String slot;

    WorkerCommand(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        platform.workspacePlugins().load(common.workspace().plugins());
        Worker worker = new Worker(
                common.workspace(), platform.catalog(), platform.engines().get(), platform.facts().get());
        passOnInterrupts(worker);
        RunState state = worker.run(id, Optional.ofNullable(slot));
        return state == RunState.FAILED ? 1 : 0;
    }

    private void passOnInterrupts(Worker worker) {
        Thread thread = new Thread(() -> {
            while (!terminal.interrupted()) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            worker.stop(id);
        }, "interrupts");
        thread.setDaemon(true);
        thread.start();
    }
}
