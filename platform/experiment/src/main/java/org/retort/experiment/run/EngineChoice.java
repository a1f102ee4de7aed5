package org.retort.experiment.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;
import org.retort.engine.program.DeviceStatus;
import org.retort.engine.program.Engine;
import org.retort.engine.program.EngineSettings;
import org.retort.experiment.descriptor.Settings;

/**
 * The engine and device of a run.
 *
 * @param engine what computes
 * @param settings where and how
 */
public record EngineChoice(Engine engine, EngineSettings settings) {
    private static final String AUTO = "auto";

    private record Candidate(Engine engine, DeviceStatus device) {
        int rank() {
            return engine.rank(device.device());
        }
    }

    /**
     * Chooses: of the engines and devices that the settings allow and that can be used, the pair of the highest rank.
     *
     * @param engines the engines that are installed
     * @throws InputException where none can be used, saying why for each that was meant
     */
    public static EngineChoice of(Settings settings, List<Engine> engines) {
        List<String> ids = engines.stream().map(Engine::id).sorted().toList();
        if (!settings.engine().equals(AUTO) && !ids.contains(settings.engine())) {
            throw new InputException("engine is " + settings.engine() + NearestName.question(settings.engine(), ids)
                    + " Allowed are auto, " + String.join(", ", ids) + ".");
        }
        List<Candidate> meant = new ArrayList<>();
        for (Engine engine : engines) {
            if (settings.engine().equals(AUTO) || settings.engine().equals(engine.id())) {
                engine.devices().stream()
                        .filter(device -> settings.device().equals(AUTO) || settings.device().equals(device.device()))
                        .forEach(device -> meant.add(new Candidate(engine, device)));
            }
        }
        Candidate best = meant.stream()
                .filter(candidate -> candidate.device().usable())
                .max(Comparator.comparingInt(Candidate::rank))
                .orElseThrow(() -> new InputException(refusal(settings, meant, engines)));
        int threads = settings.threads() > 0 ? settings.threads() : Runtime.getRuntime().availableProcessors();
        return new EngineChoice(
                best.engine(), new EngineSettings(best.device().device(), threads, settings.precision()));
    }

    private static String refusal(Settings settings, List<Candidate> meant, List<Engine> engines) {
        StringBuilder words = new StringBuilder("engine ").append(settings.engine()).append(" on device ")
                .append(settings.device()).append(" cannot be used");
        if (meant.isEmpty()) {
            boolean driver = engines.stream()
                    .flatMap(engine -> engine.devices().stream())
                    .anyMatch(device -> device.device().startsWith("cuda"));
            return words.append(settings.device().startsWith("cuda") && !driver
                            ? ": no NVIDIA driver answers on this machine (nvidia-smi), so it has no CUDA device"
                            : ": this machine has no such device; retort doctor lists what there is")
                    .toString();
        }
        for (Candidate candidate : meant) {
            words.append("; ").append(candidate.engine().id()).append(" on ").append(candidate.device().device())
                    .append(": ").append(candidate.device().reason());
        }
        return words.toString();
    }
}
