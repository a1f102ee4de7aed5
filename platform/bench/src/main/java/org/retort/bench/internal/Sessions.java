package org.retort.bench.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.retort.api.plugin.InputException;
import org.retort.engine.program.Engine;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Precision;

/**
 * The engines on the CPU, each in 32-bit floats and in the precision that it takes by default.
 *
 * @param engines those that take part
 * @param threads of their kernels
 * @param everyPrecision whether precisions take part that the CPU can only imitate
 */
record Sessions(List<Engine> engines, int threads, boolean everyPrecision) {
    private static final String CPU = "cpu";

    /**
     * An engine with a session of its own.
     *
     * @param session to be closed
     */
    record Opened(String engine, EngineSession session) {}

    /**
     * Chooses engines.
     *
     * @param wanted their ids; all where it is empty
     * @throws InputException where one is not installed
     */
    static Sessions of(List<Engine> installed, List<String> wanted, int threads, boolean everyPrecision) {
        List<String> ids = installed.stream().map(Engine::id).sorted().toList();
        for (String id : wanted) {
            if (!ids.contains(id)) {
                throw new InputException("--engine is " + id + "; installed are " + String.join(", ", ids));
            }
        }
        return new Sessions(
                installed.stream()
                        .filter(engine -> wanted.isEmpty() || wanted.contains(engine.id()))
                        .sorted(Comparator.comparing(engine -> -engine.rank(CPU)))
                        .toList(),
                threads,
                everyPrecision);
    }

    /**
     * Opens a session for each engine and precision.
     *
     * @param leftOut gets a sentence for each that cannot be opened
     */
    List<Opened> open(List<String> leftOut) {
        List<Opened> sessions = new ArrayList<>();
        for (Engine engine : engines) {
            for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16_MIXED)) {
                if (precision == Precision.BFLOAT16_MIXED && !bfloat16()) {
                    leftOut.add(engine.id() + " " + RetortContender.word(precision) + " does not take part: this CPU"
                            + " has no instructions for it; --every-precision measures it all the same");
                    continue;
                }
                try {
                    sessions.add(new Opened(engine.id(), engine.open(new EngineSettings(CPU, threads, precision))));
                } catch (InputException e) {
                    leftOut.add(engine.id() + " " + RetortContender.word(precision) + " does not take part: "
                            + e.getMessage());
                }
            }
        }
        return sessions;
    }

    /** Tells the native libraries that compute, each with its version. */
    void putNatives(ObjectNode document) {
        ObjectNode natives = document.putObject("natives");
        engines.forEach(engine -> engine.natives().forEach(natives::put));
    }

    /** Whether bfloat16 takes part: where an engine takes it by default, or somebody asked for it. */
    boolean bfloat16() {
        return everyPrecision || engines.stream().anyMatch(engine -> byDefault(engine) == Precision.BFLOAT16_MIXED);
    }

    private Precision byDefault(Engine engine) {
        try (EngineSession session = engine.open(new EngineSettings(CPU, threads, Precision.AUTO))) {
            return session.settings().precision();
        }
    }

    /** The name of the contender that {@code engine: auto} and {@code precision: auto} mean among these engines. */
    String byDefault() {
        Engine fastest = engines.get(0);
        return fastest.id() + " " + RetortContender.word(byDefault(fastest));
    }
}
