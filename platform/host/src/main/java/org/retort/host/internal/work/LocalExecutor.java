package org.retort.host.internal.work;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.retort.api.plugin.InputException;
import org.retort.history.HistoryException;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.Workspace;

/**
 * Worker processes on this machine, as many as its slots have room for: each core is a slot and so is each CUDA device.
 * A run on the CPU takes a core for each of its threads, all cores where it has more; one on a device takes that. A slot
 * is a file in the workspace that its worker locks, so that it counts for all processes that start workers and comes
 * back whichever way the worker ends. A worker that was started into a slot that another took at the same moment waits.
 */
public final class LocalExecutor implements Executor {
    private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

    private final Workspace workspace;
    private final FileLocks locks;
    private final WorkerLaunch command;
    private final int cores;
    private final Supplier<Integer> gpus;
    private final Map<String, Process> children = new HashMap<>();

    /**
     * @param locks the locks of this process
     * @param cores how many cores runs may take
     * @param gpus how many CUDA devices an engine can use; asked when a run first wants one
     */
    public LocalExecutor(FileLocks locks, WorkerLaunch command, int cores, Supplier<Integer> gpus) {
        this.workspace = command.workspace();
        this.locks = locks;
        this.command = command;
        this.cores = cores;
        this.gpus = gpus;
    }

    @Override
    public synchronized Optional<Started> start(RunFolder run) {
        List<String> slots = freeSlots(run);
        if (slots.isEmpty()) {
            return Optional.empty();
        }
        Process process = start(run, slots);
        slots.forEach(slot -> children.put(slot, process));
        return Optional.of(new LocalWorker(process));
    }

    /** Slots that the run can take; empty where it has to wait. */
    private List<String> freeSlots(RunFolder run) {
        String device = WorkerLaunch.device(run);
        int devices = device.equals("auto") ? gpus.get() : 0;
        if (devices > 0) {
            return free(IntStream.range(0, devices).mapToObj(i -> "cuda-" + i), 1);
        }
        if (device.startsWith("cuda:")) {
            return free(Stream.of(device.replace(':', '-')), 1);
        }
        return free(IntStream.range(0, cores).mapToObj(i -> "cpu-" + i), Math.min(WorkerLaunch.threads(run), cores));
    }

    private List<String> free(Stream<String> slots, int wanted) {
        List<String> free = slots.filter(this::free).limit(wanted).toList();
        return free.size() == wanted ? free : List.of();
    }

    private boolean free(String slot) {
        Process child = children.get(slot);
        if (child != null && child.isAlive()) {
            return false;
        }
        Optional<FileLocks.Held> lock = locks.tryTake(workspace.slots().resolve(slot));
        lock.ifPresent(FileLocks.Held::close);
        return lock.isPresent();
    }

    private Process start(RunFolder run, List<String> slots) {
        ProcessBuilder builder = new ProcessBuilder(detached(command.command(run, slots)));
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(WorkerLaunch.threads(run)));
        String slot = slots.get(0);
        if (slot.startsWith("cuda-") && WorkerLaunch.device(run).equals("auto")) {
            builder.environment().put(VISIBLE, visible(slot.substring("cuda-".length())));
        }
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(run.log().toFile()));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new HistoryException("cannot start the worker of run " + run.id() + ": " + e.getMessage(), e);
        }
    }

    /** The device that this process calls by an index, by the name that it has for the whole machine. */
    private static String visible(String index) {
        String all = System.getenv(VISIBLE);
        if (all == null || all.isBlank()) {
            return index;
        }
        String[] names = all.split(",");
        int wanted = Integer.parseInt(index);
        if (wanted >= names.length) {
            throw new InputException(VISIBLE + " is " + all + ", which has no device " + index);
        }
        return names[wanted].strip();
    }

    /** Keys that end the command in a terminal, and closing that, do not end its workers. */
    private static List<String> detached(List<String> command) {
        if (File.separatorChar != '/' || !Path.of("/bin/sh").toFile().canExecute()) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        wrapped.addAll(command);
        return wrapped;
    }

    private record LocalWorker(Process process) implements Started {
        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public void kill() {
            process.destroyForcibly();
        }

        @Override
        public String ending() {
            return "exit code " + process.exitValue();
        }
    }
}
