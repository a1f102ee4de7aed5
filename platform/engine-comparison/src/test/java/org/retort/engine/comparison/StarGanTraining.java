package org.retort.engine.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.data.LabelSpace;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.Term;
import org.retort.api.random.RandomStream;
import org.retort.api.tensor.Tensor;
import org.retort.engine.gradient.Gradients;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.program.Adam;
import org.retort.engine.program.AdamSettings;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.Parameters;
import org.retort.engine.program.Program;
import org.retort.engine.program.ProgramSpec;
import org.retort.engine.state.InitialValues;
import org.retort.plugin.stargan.StarGanDiscriminator;
import org.retort.plugin.stargan.StarGanGenerator;
import org.retort.plugin.stargan.StarGanObjective;

/** StarGAN of some size in training on one engine, on random images. */
final class StarGanTraining {
    private static final String GENERATOR = "own/generator";
    private static final String DISCRIMINATOR = "own/discriminator";

    /** Sizes of a training. */
    record Preset(int size, int channels, int labels, int batch, int width, int blocks, int layers, boolean classes) {
        /** The benchmark's smaller one: FER2013's shapes. */
        static final Preset FER_48 = new Preset(48, 1, 7, 16, 32, 6, 4, true);

        LabelSpace space() {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < labels; i++) {
                names.add("label" + i);
            }
            return classes ? LabelSpace.classes(names) : LabelSpace.attributes(names, List.of());
        }

        DrawnStep.Networks networks() {
            StarGanGenerator generator = new StarGanGenerator();
            StarGanDiscriminator discriminator = new StarGanDiscriminator();
            return new DrawnStep.Networks(
                    (network, image, label) ->
                            generator.build(network, image, label, new StarGanGenerator.Parameters(width, blocks)),
                    (network, image) -> {
                        var verdict = discriminator.build(
                                network, image, labels, new StarGanDiscriminator.Parameters(width, layers));
                        return new SDVariable[] {verdict.source(), verdict.classes()};
                    });
        }

        DrawnStep step(Side side) {
            return new DrawnStep(side, space(), Map.of(Role.OWN, networks()), batch, channels, size, size);
        }
    }

    private final Preset preset;
    private final Program discriminatorStep;
    private final Program generatorStep;
    private final String discriminatorLoss;
    private final String generatorLoss;
    private final Adam discriminatorAdam;
    private final Adam generatorAdam;
    private final Parameters generator;

    StarGanTraining(EngineSession session, Preset preset) {
        this.preset = preset;
        DrawnStep ofDiscriminator = preset.step(Side.DISCRIMINATOR);
        DrawnStep ofGenerator = preset.step(Side.GENERATOR);
        SDVariable discriminatorTotal = total(ofDiscriminator);
        SDVariable generatorTotal = total(ofGenerator);
        ModelGraph graph = ofGenerator.modelGraph();
        generator = session.allocate(graph.layout(GENERATOR));
        generator.write(InitialValues.of(graph, GENERATOR, 1));
        Parameters discriminator = session.allocate(graph.layout(DISCRIMINATOR));
        discriminator.write(InitialValues.of(graph, DISCRIMINATOR, 1));
        Map<String, Parameters> parameters = Map.of(GENERATOR, generator, DISCRIMINATOR, discriminator);
        discriminatorLoss = discriminatorTotal.name();
        generatorLoss = generatorTotal.name();
        discriminatorStep = program(session, ofDiscriminator, discriminatorTotal, DISCRIMINATOR, parameters);
        generatorStep = program(session, ofGenerator, generatorTotal, GENERATOR, parameters);
        discriminatorAdam = session.adam(discriminator, AdamSettings.STARGAN);
        generatorAdam = session.adam(generator, AdamSettings.STARGAN);
    }

    static SDVariable total(DrawnStep step) {
        SDVariable total = null;
        for (Term term : new StarGanObjective().terms(step, new StarGanObjective.Parameters(1, 10, 10))) {
            SDVariable part = term.weight() == 1 ? term.value() : term.value().mul(term.weight());
            total = total == null ? part : total.add(part);
        }
        return total;
    }

    private static Program program(
            EngineSession session, DrawnStep step, SDVariable total, String trained, Map<String, Parameters> parameters) {
        ModelGraph graph = step.modelGraph();
        Map<String, SDVariable> found = Gradients.of(graph, total, graph.parameters(trained).values());
        Map<String, String> gradients = new LinkedHashMap<>();
        graph.parameters(trained).forEach((name, variable) -> {
            if (found.containsKey(variable.name())) {
                gradients.put(name, found.get(variable.name()).name());
            }
        });
        return session.compile(new ProgramSpec(
                step.side() + " step", graph, List.of(total.name()), parameters, Map.of(trained, gradients)));
    }

    /** One step of the discriminator; gives its loss. */
    float discriminatorStep(int step) {
        float loss = discriminatorStep.run(inputs(step)).get(discriminatorLoss).scalarValue();
        discriminatorAdam.step(1e-4);
        return loss;
    }

    /** One step of the generator; gives its loss. */
    float generatorStep(int step) {
        float loss = generatorStep.run(inputs(step)).get(generatorLoss).scalarValue();
        generatorAdam.step(1e-4);
        return loss;
    }

    /** Programs by name, for profiles. */
    Map<String, Program> programs() {
        return Map.of("discriminator", discriminatorStep, "generator", generatorStep);
    }

    Parameters generator() {
        return generator;
    }

    private Map<String, Tensor> inputs(int step) {
        RandomStream random = RandomStream.of(step, "batch");
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put("source", images(random));
        inputs.put("source-label", labels(random));
        inputs.put("target-label", labels(random));
        Tensor shares = Tensor.zeros(preset.batch(), 1, 1, 1);
        for (int i = 0; i < preset.batch(); i++) {
            shares.data()[i] = (float) random.uniform(0, 1);
        }
        inputs.put("uniform-interpolation", shares);
        return inputs;
    }

    private Tensor images(RandomStream random) {
        Tensor images = Tensor.zeros(preset.batch(), preset.channels(), preset.size(), preset.size());
        for (int i = 0; i < images.data().length; i++) {
            images.data()[i] = (float) random.uniform(-1, 1);
        }
        return images;
    }

    private Tensor labels(RandomStream random) {
        Tensor labels = Tensor.zeros(preset.batch(), preset.labels());
        for (int image = 0; image < preset.batch(); image++) {
            labels.data()[image * preset.labels() + (int) random.uniform(0, preset.labels())] = 1;
        }
        return labels;
    }
}
