package org.retort.experiment.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.retort.api.data.ImageFormat;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.tensor.Tensor;
import org.retort.engine.graph.NetworkSummary;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.Parameters;
import org.retort.engine.program.Program;
import org.retort.engine.program.ProgramSpec;

/** Translates images by one generator; compiles a program for each batch size it meets. For one thread. */
public final class Translator implements AutoCloseable {
    private final NetworkPlugins plugins;
    private final Role role;
    private final ImageFormat format;
    private final int labels;
    private final EngineSession session;
    private final Parameters parameters;
    private final Map<Integer, Compiled> programs = new HashMap<>();

    private record Compiled(Program program, String output) {}

    /**
     * @param role whose generator
     * @param labels the number of labels, L
     * @param parameters of that generator; stay open
     */
    public Translator(
            NetworkPlugins plugins,
            Role role,
            ImageFormat format,
            int labels,
            EngineSession session,
            Parameters parameters) {
        this.plugins = plugins;
        this.role = role;
        this.format = format;
        this.labels = labels;
        this.session = session;
        this.parameters = parameters;
    }

    /** Parameters of a generator with given weights, for a translator; to be closed after it. */
    public static Parameters parameters(
            NetworkPlugins plugins,
            Role role,
            ImageFormat format,
            int labels,
            EngineSession session,
            Map<String, Tensor> weights) {
        TranslationGraph drawn = TranslationGraph.of(plugins, role, format, labels, 1);
        Parameters parameters = session.allocate(
                drawn.graph().layout(plugins.network(role, Side.GENERATOR)));
        parameters.write(weights);
        return parameters;
    }

    /**
     * Translates images.
     *
     * @param image {@code [N, C, H, W]}, values in [-1, 1]
     * @param label {@code [N, L]}
     * @return {@code [N, C, H, W]}, values in [-1, 1]
     */
    public Tensor translate(Tensor image, Tensor label) {
        Compiled compiled = programs.computeIfAbsent(image.size(0), this::compile);
        return compiled.program().run(Map.of(TranslationGraph.IMAGE, image, TranslationGraph.LABEL, label)).get(compiled.output());
    }

    /** What the generator consists of; counts are for one image. */
    public NetworkSummary summary() {
        TranslationGraph drawn = draw(1);
        return NetworkSummary.of(drawn.graph(), network(), drawn.drawing());
    }

    /** As the engine reports for one image: {@link Program#profiledBytes}. */
    public long peakBytes() {
        Program program = programs.computeIfAbsent(1, this::compile).program();
        program.profile(true);
        try {
            program.run(Map.of(
                    TranslationGraph.IMAGE, Tensor.zeros(1, format.channels(), format.size(), format.size()),
                    TranslationGraph.LABEL, Tensor.zeros(1, labels)));
        } finally {
            program.profile(false);
        }
        return program.profiledBytes();
    }

    private TranslationGraph draw(int batch) {
        return TranslationGraph.of(plugins, role, format, labels, batch);
    }

    private String network() {
        return plugins.network(role, Side.GENERATOR);
    }

    private Compiled compile(int batch) {
        TranslationGraph drawn = draw(batch);
        String output = drawn.output();
        Program program = session.compile(new ProgramSpec(
                "translation of " + batch, drawn.graph(), List.of(output), Map.of(network(), parameters), Map.of()));
        return new Compiled(program, output);
    }

    @Override
    public void close() {
        programs.values().forEach(compiled -> compiled.program().close());
    }
}
