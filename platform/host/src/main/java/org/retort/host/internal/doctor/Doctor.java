package org.retort.host.internal.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.retort.api.plugin.InputException;
import org.retort.engine.device.NvidiaDriver;
import org.retort.engine.device.NvidiaDriver.Gpu;
import org.retort.engine.program.DeviceStatus;
import org.retort.engine.program.Engine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Examines this machine and what the engines can use of it. */
public final class Doctor {
    private static final Logger LOG = LoggerFactory.getLogger(Doctor.class);
    private static final long LITTLE_DISK = 2L << 30;

    private final Machine machine;
    private final NvidiaDriver driver;

    Doctor(Machine machine, NvidiaDriver driver) {
        this.machine = machine;
        this.driver = driver;
    }

    /** The doctor of this machine. */
    public static Doctor ofThisMachine() {
        return new Doctor(Machine.ofThisProcess(), NvidiaDriver.ofThisMachine());
    }

    /**
     * The document of {@link org.retort.host.control.PlatformReports#doctor()}.
     *
     * @param workspace where the runs are kept
     * @param plugins how many plugins there are
     * @param pluginProblems what keeps others from being there
     */
    public ObjectNode examine(Path workspace, List<Engine> engines, int plugins, List<String> pluginProblems) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        ArrayNode problems = JsonNodeFactory.instance.arrayNode();
        report.put("java", machine.java());
        report.put("system", machine.system());
        report.set("cpu", machine.cpu());
        report.set("memory", machine.memory());
        disk(workspace, report, problems);
        gpus(report, problems);
        ArrayNode examined = report.putArray("engines");
        engines.stream()
                .sorted(Comparator.comparing(Engine::id))
                .forEach(engine -> examine(engine, examined.addObject(), problems));
        if (engines.isEmpty()) {
            problems.add("there is no engine, so nothing can be trained; unpack or build the installation again");
        }
        report.put("plugins", plugins);
        pluginProblems.forEach(problems::add);
        report.set("problems", problems);
        return report;
    }

    private void gpus(ObjectNode report, ArrayNode problems) {
        ArrayNode gpus = report.putArray("gpus");
        try {
            for (Gpu gpu : driver.gpus()) {
                gpus.addObject()
                        .put("name", gpu.name())
                        .put("computeCapability", gpu.computeCapability())
                        .put("memory", gpu.memory())
                        .put("driver", gpu.driver());
            }
            if (gpus.isEmpty()) {
                report.put("gpusMissing", "no NVIDIA driver answers on this machine (nvidia-smi), so engines compute on"
                        + " the CPU");
            }
        } catch (InputException e) {
            problems.add(e.getMessage());
        }
    }

    private void disk(Path workspace, ObjectNode report, ArrayNode problems) {
        try {
            ObjectNode disk = machine.disk(workspace);
            report.set("disk", disk);
            if (disk.get("freeBytes").longValue() < LITTLE_DISK) {
                problems.add("the disk of the workspace " + workspace + " has less than 2 GiB free; checkpoints and"
                        + " decoded data sets need more; remove runs with 'retort rm' or choose another --workspace");
            }
        } catch (IOException e) {
            problems.add("the disk of the workspace " + workspace + " cannot be examined: " + e);
        }
    }

    private static void examine(Engine engine, ObjectNode report, ArrayNode problems) {
        report.put("engine", engine.id());
        ObjectNode natives = report.putObject("natives");
        ArrayNode devices = report.putArray("devices");
        try {
            List<DeviceStatus> found = engine.devices();
            engine.natives().forEach(natives::put);
            for (DeviceStatus device : found) {
                devices.addObject()
                        .put("device", device.device())
                        .put("description", device.description())
                        .put("usable", device.usable())
                        .put("reason", device.reason());
            }
            if (found.stream().noneMatch(DeviceStatus::usable)) {
                problems.add("engine " + engine.id() + " can use no device of this machine");
            }
        } catch (RuntimeException | LinkageError e) {
            // Natives that do not load fail in as many ways as there are systems; the report goes on without them.
            LOG.debug("engine {} fails", engine.id(), e);
            problems.add("engine " + engine.id() + " cannot be used: its natives do not load: " + e);
        }
    }
}
