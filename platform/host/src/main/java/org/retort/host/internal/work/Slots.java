package org.retort.host.internal.work;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.Workspace;

/**
 * The places of this machine that runs can take, one run each: one for the CPU and one for each NVIDIA device. Whoever
 * has a slot holds the lock on its file in the workspace.
 */
public final class Slots {
    /** The slot of the CPU. */
    public static final String CPU = "cpu-0";

    private static final String CUDA = "cuda-";

    private final Workspace workspace;
    private final int cudaDevices;

    /** The slots of this machine. */
    public Slots(Workspace workspace) {
        this(workspace, devices());
    }

    /**
     * @param cudaDevices the number of NVIDIA devices
     */
    Slots(Workspace workspace, int cudaDevices) {
        this.workspace = workspace;
        this.cudaDevices = cudaDevices;
    }

    /** The slots that a run may take, best first. */
    public List<String> of(RunFolder run) {
        String device = run.description().descriptor().path("device").asText("auto");
        if (device.startsWith("cuda:")) {
            return List.of(CUDA + device.substring("cuda:".length()));
        }
        if (device.equals("auto") && cudaDevices > 0) {
            List<String> slots = new ArrayList<>();
            for (int i = 0; i < cudaDevices; i++) {
                slots.add(CUDA + i);
            }
            return slots;
        }
        return List.of(CPU);
    }

    /** A slot that a run may take and nobody has at this moment. */
    public Optional<String> free(RunFolder run) {
        return of(run).stream().filter(this::isFree).findFirst();
    }

    private boolean isFree(String slot) {
        Optional<Claim> claim = take(slot);
        claim.ifPresent(Claim::close);
        return claim.isPresent();
    }

    /** Takes a slot; empty where somebody has it. */
    public Optional<Claim> take(String slot) {
        return Claim.of(workspace.slots().resolve(slot));
    }

    /** The value of CUDA_VISIBLE_DEVICES for a slot that a run with device {@code auto} took; empty for the CPU. */
    static Optional<String> visibleDevice(String slot) {
        return slot.startsWith(CUDA) ? Optional.of(slot.substring(CUDA.length())) : Optional.empty();
    }

    private static int devices() {
        int count = 0;
        while (Files.exists(Path.of("/dev/nvidia" + count))) {
            count++;
        }
        return count;
    }
}
