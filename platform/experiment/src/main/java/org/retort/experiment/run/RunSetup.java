package org.retort.experiment.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.retort.api.data.Split;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.tensor.Tensor;
import org.retort.engine.program.Engine;
import org.retort.engine.program.EngineSession;
import org.retort.engine.state.Safetensors;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.descriptor.TeacherSection;
import org.retort.experiment.descriptor.Teaching;
import org.retort.experiment.descriptor.TrainSection;
import org.retort.experiment.internal.data.BatchDraw;
import org.retort.experiment.internal.data.BatchPipeline;
import org.retort.experiment.internal.data.DecodedDataset;
import org.retort.experiment.internal.data.DecodedSplit;
import org.retort.experiment.plan.RunCreation;
import org.retort.experiment.training.NetworkPlugins;
import org.retort.experiment.training.NetworkStart;
import org.retort.experiment.training.Training;
import org.retort.experiment.training.Translator;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.Workspace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run works with: engine, data, networks; freed in the end. */
final class RunSetup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunSetup.class);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final RunFolder run;
    private final RunDescriptor descriptor;
    private final RunJournal journal;
    private final EngineChoice choice;
    private final List<TeacherWeights> teachers;
    private final RunData opened;
    private final DecodedDataset data;
    private final Optional<ClassifierFile> classifier;
    private final EngineSession session;
    private final Training training;
    private final Translator own;
    private final List<ShownTeacher> shown = new ArrayList<>();
    private final TestFaces faces;
    private final DecodedSplit measured;

    /**
     * Opens and compiles everything; where that fails, what was opened is freed.
     *
     * @throws org.retort.api.plugin.InputException where the descriptor cannot be done, in words
     */
    static RunSetup of(
            RunFolder run, RunDescriptor descriptor, List<Engine> engines, Workspace workspace, RunJournal journal) {
        EngineChoice choice = EngineChoice.of(descriptor.settings(), engines);
        List<TeacherWeights> teachers = TeacherWeights.before(workspace, run, descriptor);
        journal.stage("data", "opening " + descriptor.dataset().plugin().title());
        RunData opened = RunData.open(descriptor.dataset(), workspace, message -> journal.stage("data", message));
        try {
            DecodedDataset data = opened.decoded();
            journal.append("dataset", opened.facts());
            opened.measured(descriptor.evaluate().split());
            // Before hours of training, not after them.
            Optional<ClassifierFile> classifier = ClassifierFile.of(descriptor.classifier());
            classifier.ifPresent(file -> file.open(data.labels(), data.format()).close());
            RunEvaluation.check(descriptor.metrics());
            NetworkStart.of(descriptor, data.labels(), data.format())
                    .forEach(start -> LOG.info("the {}", start.words()));
            EngineSession session = choice.engine().open(choice.settings());
            try {
                return new RunSetup(run, descriptor, journal, choice, teachers, opened, classifier, session);
            } catch (RuntimeException | Error e) {
                // All that the networks took is the session's.
                close(session, e);
                throw e;
            }
        } catch (RuntimeException | Error e) {
            close(opened, e);
            throw e;
        }
    }

    private static void close(AutoCloseable resource, Throwable reason) {
        try {
            resource.close();
        } catch (Exception e) {
            reason.addSuppressed(e);
        }
    }

    private RunSetup(
            RunFolder run,
            RunDescriptor descriptor,
            RunJournal journal,
            EngineChoice choice,
            List<TeacherWeights> teachers,
            RunData opened,
            Optional<ClassifierFile> classifier,
            EngineSession session) {
        this.run = run;
        this.descriptor = descriptor;
        this.journal = journal;
        this.choice = choice;
        this.teachers = teachers;
        this.opened = opened;
        this.data = opened.decoded();
        this.measured = opened.measured(descriptor.evaluate().split());
        this.faces = opened.faces(descriptor.evaluate().split());
        this.classifier = classifier;
        this.session = session;
        NetworkPlugins plugins = NetworkPlugins.of(descriptor);
        Map<String, Map<String, Tensor>> weights = new LinkedHashMap<>();
        teachers.forEach(teacher -> weights.putAll(teacher.networks()));
        this.training = new Training(descriptor, data.labels(), data.format(), weights, session);
        String generator = NetworkPlugins.network(NetworkPlugins.OWN, Side.GENERATOR);
        int labels = data.labels().size();
        this.own = new Translator(
                plugins, Role.OWN, data.format(), labels, session, training.parameters(generator));
        for (Teaching teaching : descriptor.own().teachers()) {
            shown.add(shown(teaching, weights));
        }
    }

    private ShownTeacher shown(Teaching teaching, Map<String, Map<String, Tensor>> weights) {
        NetworkPlugins plugins = NetworkPlugins.of(descriptor, teaching);
        String name = teaching.teacher().name();
        String generator = NetworkPlugins.network(name, Side.GENERATOR);
        int labels = data.labels().size();
        return teaching.online()
                ? new ShownTeacher(
                        name,
                        true,
                        new Translator(plugins, Role.TEACHER, data.format(), labels, session,
                                training.parameters(generator)),
                        Optional.empty())
                : ShownTeacher.of(name, LoadedGenerator.of(
                        plugins, Role.TEACHER, data.format(), labels, session, weights.get(generator)));
    }

    /** Everything that a result depends on beside the descriptor. */
    ObjectNode provenance(PlatformFacts facts) {
        ObjectNode body = Provenance.of(run, facts, opened, descriptor.dataset())
                .put("engine", choice.engine().id())
                .put("device", session.settings().device())
                .put("precision", session.settings().precision().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("threads", session.settings().threads());
        choice.engine().devices().stream()
                .filter(device -> device.device().equals(session.settings().device()) && !device.device().equals("cpu"))
                .findFirst()
                .ifPresent(device -> body.put("gpu", device.description()));
        ObjectNode natives = body.putObject("natives");
        choice.engine().natives().forEach(natives::put);
        ArrayNode taught = body.putArray("teachers");
        teachers.forEach(teacher -> taught.addObject()
                .put("name", teacher.name())
                .put("run", teacher.run())
                .put("checkpoint", teacher.file().getFileName().toString())
                .put("sha256", RunJournal.sha256(teacher.file())));
        training.onlineTeachers().keySet().forEach(name -> taught.addObject().put("name", name).put("online", true));
        return body;
    }

    /** Trains to the end; false where somebody asked to stop. */
    boolean train() throws InterruptedException {
        Checkpoints checkpoints = new Checkpoints(run, journal);
        long done = checkpoints.resume(training);
        journal.training(done);
        Samples samples = new Samples(run, journal, faces, measured.count(), own, shown);
        TrainSection train = descriptor.own().train();
        List<OnlineTeacher> online = new ArrayList<>();
        try (BatchPipeline batches = batches(train, done)) {
            for (Teaching teaching : descriptor.own().teachers()) {
                if (teaching.online()) {
                    TeacherSection teacher = teaching.teacher();
                    online.add(new OnlineTeacher(
                            teacher.name(),
                            training.onlineTeachers().get(teacher.name()),
                            teacher.train(),
                            batches(teacher.train(), done)));
                }
            }
            return new TrainingLoop(run, journal, training, train, online, checkpoints, samples).run(done, batches);
        } finally {
            online.forEach(OnlineTeacher::close);
        }
    }

    private BatchPipeline batches(TrainSection train, long done) {
        BatchDraw draw = new BatchDraw(
                data, data.split(Split.TRAIN), train.batch(), train.flip(), descriptor.settings().seed());
        return new BatchPipeline(draw, done + 1, train.iterations());
    }

    /** Writes the weights and measures the generator; always true. */
    boolean measure() {
        journal.stage("evaluate", "");
        GeneratorMetadata metadata = GeneratorMetadata.of(
                run.description().uuid(), run.description().name(), opened.dataset());
        Path generator = weights(NetworkPlugins.OWN, Side.GENERATOR, RunCreation.GENERATOR, metadata.texts());
        Map<String, String> plain = Map.of("run", run.description().uuid());
        weights(NetworkPlugins.OWN, Side.DISCRIMINATOR, TeacherWeights.DISCRIMINATOR, plain);
        for (String teacher : training.onlineTeachers().keySet()) {
            weights(teacher, Side.GENERATOR, TeacherWeights.online(teacher, RunCreation.GENERATOR), metadata.texts());
            weights(teacher, Side.DISCRIMINATOR, TeacherWeights.online(teacher, TeacherWeights.DISCRIMINATOR), plain);
        }
        int count = Evaluation.count(measured, descriptor.evaluate().images());
        if (count < descriptor.evaluate().images()) {
            journal.warning("measured on " + count + " images, all that the split has, instead of "
                    + descriptor.evaluate().images());
        }
        MeasuredOn measuredOn = new MeasuredOn(
                descriptor.evaluate().split(), count, classifier);
        journal.result(
                new Evaluation(
                                opened,
                                measuredOn,
                                own,
                                shown.stream().findFirst().map(ShownTeacher::translator))
                        .run(descriptor.metrics(), own.summary(), generator),
                measuredOn);
        return true;
    }

    /** @param whose own, or the name of an online teacher */
    private Path weights(String whose, Side side, String name, Map<String, String> metadata) {
        Path file = run.artifacts().resolve(name);
        Safetensors.write(file, training.parameters(NetworkPlugins.network(whose, side)).read(), metadata);
        journal.artifact(file, "trained " + side.name().toLowerCase(Locale.ROOT)
                + (whose.equals(NetworkPlugins.OWN) ? "" : " of online teacher " + whose));
        return file;
    }

    @Override
    public void close() {
        own.close();
        shown.forEach(ShownTeacher::close);
        training.close();
        session.close();
        opened.close();
    }
}
