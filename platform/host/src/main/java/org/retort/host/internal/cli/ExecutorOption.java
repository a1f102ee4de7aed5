package org.retort.host.internal.cli;

import java.util.List;
import org.retort.history.journal.Workspace;
import org.retort.host.internal.work.Executor;
import org.retort.host.internal.work.LocalExecutor;
import org.retort.host.internal.work.Slots;
import org.retort.host.internal.work.SlurmExecutor;
import org.retort.host.launch.LaunchCommand;
import picocli.CommandLine.Option;

/** Where runs are done. */
final class ExecutorOption {
    /** The executors there are. */
    enum Kind {
        /** Processes on this machine. */
        LOCAL,
        /** Jobs of a Slurm cluster. */
        SLURM
    }

    @Option(
            names = "--executor",
            paramLabel = "KIND",
            defaultValue = "local",
            description = "Where runs are done: local (a process for each slot of this machine) or slurm (sbatch).")
    private Kind kind;

    @Option(
            names = "--sbatch",
            paramLabel = "OPTION",
            description = "With slurm: a further option of sbatch, such as --sbatch=--gres=gpu:1; may be repeated.")
    private List<String> options = List.of();

    Executor of(Workspace workspace) {
        return kind == Kind.SLURM
                ? new SlurmExecutor(workspace, LaunchCommand::with, options)
                : new LocalExecutor(workspace, new Slots(workspace), LaunchCommand::with);
    }
}
