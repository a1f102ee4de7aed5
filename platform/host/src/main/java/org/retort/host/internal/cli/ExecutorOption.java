package org.retort.host.internal.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.retort.engine.program.DeviceStatus;
import org.retort.history.journal.Workspace;
import org.retort.host.internal.work.Executor;
import org.retort.host.internal.work.LocalExecutor;
import org.retort.host.internal.work.SlurmExecutor;
import org.retort.host.internal.work.WorkerLaunch;
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

    /** What a driver of NVIDIA shows on Linux and under Windows' Linux. */
    private static final List<Path> DEVICES = List.of(Path.of("/dev/nvidiactl"), Path.of("/dev/dxg"));

    @Option(
            names = "--executor",
            paramLabel = "KIND",
            defaultValue = "local",
            description = "Where runs are done: local (as many at once as their threads find free"
                    + " cores, and one for each CUDA device) or slurm (sbatch; written"
                    + " after its manual, not yet tried on a real cluster).")
    private Kind kind;

    @Option(
            names = "--sbatch",
            paramLabel = "OPTION",
            description = "With slurm: a further option of sbatch, such as --sbatch=--gres=gpu:1; may be repeated.")
    private List<String> options = List.of();

    Executor of(Platform platform, Workspace workspace) {
        WorkerLaunch launch = new WorkerLaunch(workspace, LaunchCommand::with);
        return kind == Kind.SLURM
                ? new SlurmExecutor(launch, options)
                : new LocalExecutor(
                        platform.locks(),
                        launch,
                        Runtime.getRuntime().availableProcessors(),
                        () -> usableGpus(platform));
    }

    /** Asks the engines only where there may be a GPU: that loads their natives. */
    private static int usableGpus(Platform platform) {
        if (DEVICES.stream().noneMatch(Files::exists)) {
            return 0;
        }
        return (int) platform.engines().get().stream()
                .flatMap(engine -> engine.devices().stream())
                .filter(device -> device.usable() && device.device().startsWith("cuda:"))
                .map(DeviceStatus::device)
                .distinct()
                .count();
    }
}
