package org.retort.experiment.internal.binding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.metric.Metric;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;
import org.retort.experiment.descriptor.ClassifierDescriptor;
import org.retort.experiment.descriptor.DistillationTerm;
import org.retort.experiment.descriptor.EvaluateSection;
import org.retort.experiment.descriptor.Experiment;
import org.retort.experiment.descriptor.NetworkSection;
import org.retort.experiment.descriptor.PluginUse;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.descriptor.Settings;
import org.retort.experiment.descriptor.StudentSection;
import org.retort.experiment.descriptor.TeacherSection;
import org.retort.experiment.descriptor.Teaching;
import org.retort.experiment.descriptor.TrainSection;
import org.retort.experiment.descriptor.WeightSchedule;
import org.retort.experiment.internal.yaml.Position;
import org.retort.experiment.internal.yaml.Value;
import org.retort.experiment.internal.yaml.Value.Mapping;
import org.retort.experiment.internal.yaml.Value.Scalar;
import org.retort.experiment.internal.yaml.Value.Sequence;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.experiment.plugin.PluginKind;

/** Makes an experiment out of the keys of a descriptor. */
public final class ExperimentBinder {
    private static final List<String> NETWORKS = List.of("generator", "discriminator", "objective", "train");
    private static final String TEACHERS = "teachers";
    private static final String INITIALIZE = "initialize";
    /** Words that mean something else where a teacher's name may stand. */
    private static final List<String> RESERVED = List.of(NetworkSection.SCRATCH, "own", "adam");

    private final RecordBinder records;
    private final PluginBinder plugins;
    private final Map<String, Position> studentNames = new HashMap<>();

    /**
     * @param folder where relative paths start
     * @param catalog the plugins that may be named
     */
    public ExperimentBinder(Path folder, PluginCatalog catalog) {
        this.records = new RecordBinder(folder);
        this.plugins = new PluginBinder(records, catalog);
    }

    /** The experiment of a whole descriptor. */
    public Experiment bind(Mapping descriptor) {
        List<String> sections =
                List.of("dataset", "teacher", TEACHERS, "students", "classifier", "metrics", "evaluate");
        Settings settings = records.bind(Settings.class, descriptor, sections, "an experiment");
        PluginUse dataset = plugins.bind(PluginKind.DATASET, section(descriptor, "dataset"), List.of());
        Optional<PluginUse> classifier = classifier(descriptor);
        boolean judgeAlone = classifier.isPresent()
                && descriptor.get("teacher") == null
                && descriptor.get(TEACHERS) == null
                && descriptor.get("students") == null;
        List<TeacherSection> teachers = judgeAlone ? List.of() : teachers(descriptor);
        List<StudentSection> students =
                list(descriptor, "students", (entry, place) -> student(entry, place, teachers));
        List<PluginUse> metrics = metrics(descriptor);
        Value evaluate = descriptor.get("evaluate");
        return new Experiment(
                settings,
                dataset,
                teachers,
                students,
                classifier,
                metrics,
                records.bind(
                        EvaluateSection.class,
                        evaluate == null ? new Mapping(descriptor.position(), Map.of()) : mapping(evaluate, "evaluate"),
                        List.of(),
                        "evaluate"));
    }

    /** The part of an experiment that one run does. */
    public RunDescriptor bindRun(Mapping descriptor) {
        List<String> sections = with(
                NETWORKS, "member", "dataset", "distillation", "teacher", TEACHERS, "classifier", "metrics", "evaluate");
        Settings settings = records.bind(Settings.class, descriptor, sections, "a run");
        Map<String, Value.Entry> own = new HashMap<>(descriptor.entries());
        own.keySet().retainAll(NETWORKS);
        own.put("name", descriptor.entries().get("member"));
        if (descriptor.get("distillation") != null) {
            own.put("distillation", descriptor.entries().get("distillation"));
        }
        List<Teaching> teachers = descriptor.get("teacher") == null
                ? list(descriptor, TEACHERS, this::teaching)
                : List.of(new Teaching(teacher(RunDescriptor.TEACHER, section(descriptor, "teacher")), 1, false));
        return new RunDescriptor(
                settings,
                plugins.bind(PluginKind.DATASET, section(descriptor, "dataset"), List.of()),
                member(new Mapping(descriptor.position(), own), "a run", teachers),
                classifier(descriptor),
                metrics(descriptor),
                records.bind(EvaluateSection.class, section(descriptor, "evaluate"), List.of(), "evaluate"));
    }

    private List<PluginUse> metrics(Mapping descriptor) {
        return list(descriptor, "metrics", (entry, name) -> {
            PluginUse metric = plugins.bind(PluginKind.METRIC, mapping(entry, name), List.of());
            if (((Metric<?>) metric.plugin().service()).asksClassifier() && descriptor.get("classifier") == null) {
                throw new InputException(entry.position() + ": " + metric.words() + " asks a classifier, and the"
                        + " descriptor names none; add a section such as classifier: {plugin: keras, file: ...}");
            }
            return metric;
        });
    }

    /** What a run does that trains a classifier. */
    public ClassifierDescriptor bindClassifier(Mapping descriptor) {
        return new ClassifierDescriptor(
                records.bind(Settings.class, descriptor, List.of("member", "dataset", "classifier"), "a run"),
                plugins.bind(PluginKind.DATASET, section(descriptor, "dataset"), List.of()),
                classifier(descriptor).orElseThrow(() -> new InputException(
                        descriptor.position() + ": the section classifier is missing")));
    }

    private Optional<PluginUse> classifier(Mapping descriptor) {
        return Optional.ofNullable(descriptor.get("classifier"))
                .map(section -> plugins.bind(PluginKind.CLASSIFIER, mapping(section, "classifier"), List.of()));
    }

    private List<TeacherSection> teachers(Mapping descriptor) {
        Value several = descriptor.get(TEACHERS);
        if (several == null) {
            Mapping section = section(descriptor, "teacher");
            RecordBinder.checkKeys(section, NETWORKS, "the teacher");
            return List.of(teacher(RunDescriptor.TEACHER, section));
        }
        if (descriptor.get("teacher") != null) {
            throw new InputException(several.position() + ": the descriptor has both teacher and teachers; put all into"
                    + " teachers, each with a name");
        }
        Map<String, Position> names = new HashMap<>();
        List<TeacherSection> teachers = list(descriptor, TEACHERS, (entry, place) -> {
            Mapping section = mapping(entry, place);
            RecordBinder.checkKeys(section, with(NETWORKS, "name"), "a teacher");
            String name = name(section.get("name"), section.position(), "a teacher");
            Position position = section.get("name").position();
            if (RESERVED.contains(name)) {
                throw new InputException(position + ": a teacher cannot be named " + name + "; give it another name");
            }
            unique(names, name, position, "teacher");
            return teacher(name, section);
        });
        if (teachers.isEmpty()) {
            throw new InputException(several.position() + ": teachers is an empty list; at least one is needed");
        }
        return teachers;
    }

    private TeacherSection teacher(String name, Mapping section) {
        return new TeacherSection(
                name,
                network(PluginKind.GENERATOR, section, List.of(NetworkSection.SCRATCH)),
                network(PluginKind.DISCRIMINATOR, section, List.of(NetworkSection.SCRATCH)),
                plugins.bind(PluginKind.OBJECTIVE, section(section, "objective"), List.of()),
                records.bind(TrainSection.class, section(section, "train"), List.of(), "train"));
    }

    /** A teacher in the descriptor of a student's run. */
    private Teaching teaching(Value value, String place) {
        Mapping section = mapping(value, place);
        TeacherChoice choice = records.bind(TeacherChoice.class, section, NETWORKS, "a teacher");
        return new Teaching(teacher(choice.name(), section), choice.weight(), choice.online());
    }

    private StudentSection student(Value value, String place, List<TeacherSection> teachers) {
        Mapping student = mapping(value, place);
        RecordBinder.checkKeys(student, with(NETWORKS, "name", "distillation", TEACHERS), "a student");
        StudentSection bound = member(student, "a student", teachings(student, teachers));
        Position named = student.get("name").position();
        if (teachers.stream().anyMatch(teacher -> teacher.name().equals(bound.name()))) {
            throw new InputException(named + ": a student cannot be named " + bound.name() + ", since a teacher is");
        }
        unique(studentNames, bound.name(), named, "student");
        return bound;
    }

    /** The teachers that a student chooses; all, with equal weights, where it says nothing. */
    private List<Teaching> teachings(Mapping student, List<TeacherSection> teachers) {
        Value chosen = student.get(TEACHERS);
        if (chosen == null) {
            return teachers.stream().map(teacher -> new Teaching(teacher, 1, false)).toList();
        }
        Set<String> names = new HashSet<>();
        List<Teaching> teachings = list(student, TEACHERS, (entry, place) -> {
            Mapping section = mapping(entry, place);
            TeacherChoice choice = records.bind(TeacherChoice.class, section, List.of(), "a student's teacher");
            Position position = section.get("name").position();
            if (!names.add(choice.name())) {
                throw new InputException(position + ": teacher " + choice.name() + " is here a second time; name it once,"
                        + " with one weight");
            }
            List<String> known = teachers.stream().map(TeacherSection::name).toList();
            if (!known.contains(choice.name())) {
                throw new InputException(position + ": there is no teacher `" + choice.name() + "`"
                        + NearestName.question(choice.name(), known) + "; the experiment's teachers are "
                        + String.join(", ", known));
            }
            TeacherSection teacher = teachers.get(known.indexOf(choice.name()));
            if (choice.online()) {
                checkEnd(teacher, student, position);
            }
            return new Teaching(teacher, choice.weight(), choice.online());
        });
        if (teachings.stream().allMatch(teaching -> teaching.weight() == 0)) {
            throw new InputException(chosen.position() + ": a student needs a teacher whose weight is above 0");
        }
        return teachings;
    }

    /** An online teacher is trained in the student's run, so that it cannot go on after it. */
    private void checkEnd(TeacherSection teacher, Mapping student, Position position) {
        TrainSection own = records.bind(TrainSection.class, section(student, "train"), List.of(), "train");
        if (teacher.train().iterations() > own.iterations()) {
            throw new InputException(position + ": teacher " + teacher.name() + " is online and has train.iterations "
                    + teacher.train().iterations() + ", more than the student's " + own.iterations() + ", with which it"
                    + " ends; give the student as many or more");
        }
    }

    private static List<String> with(List<String> keys, String... more) {
        return Stream.concat(Stream.of(more), keys.stream()).toList();
    }

    private StudentSection member(Mapping student, String words, List<Teaching> teachers) {
        String name = name(student.get("name"), student.position(), words);
        TrainSection train = records.bind(TrainSection.class, section(student, "train"), List.of(), "train");
        Map<String, Position> lossNames = new HashMap<>();
        List<String> starts = Stream.concat(
                        Stream.of(NetworkSection.SCRATCH),
                        teachers.stream()
                                .filter(teaching -> !teaching.online())
                                .map(teaching -> teaching.teacher().name()))
                .toList();
        return new StudentSection(
                name,
                teachers,
                network(PluginKind.GENERATOR, student, starts),
                network(PluginKind.DISCRIMINATOR, student, starts),
                plugins.bind(PluginKind.OBJECTIVE, section(student, "objective"), List.of()),
                list(student, "distillation", (entry, at) -> term(mapping(entry, at), train, lossNames)),
                train);
    }

    /** @param starts what may be said under {@code initialize} */
    private NetworkSection network(PluginKind kind, Mapping owner, List<String> starts) {
        Mapping section = section(owner, kind.word());
        Map<String, Value.Entry> own = new HashMap<>(section.entries());
        own.keySet().retainAll(List.of(INITIALIZE));
        NetworkSection.Start start = records.bind(
                NetworkSection.Start.class, new Mapping(section.position(), own), List.of(), "a " + kind.word());
        if (!starts.contains(start.initialize())) {
            throw new InputException(section.get(INITIALIZE).position() + ": initialize is `" + start.initialize() + "`"
                    + NearestName.question(start.initialize(), starts) + "; allowed here is "
                    + String.join(" or ", starts)
                    + (starts.size() == 1 ? ", since there is no trained teacher to start from" : ""));
        }
        return new NetworkSection(plugins.bind(kind, section, List.of(INITIALIZE)), start);
    }

    private DistillationTerm term(Mapping section, TrainSection train, Map<String, Position> names) {
        PluginUse loss = plugins.bind(PluginKind.LOSS, section, List.of("name", "weight"));
        Value named = section.get("name");
        String name = named == null ? loss.plugin().id() : name(named, section.position(), "a distillation loss");
        Position position = named == null ? section.get("plugin").position() : named.position();
        unique(names, name, position, "distillation loss");
        int minimum = minimumBatch((DistillationLoss<?>) loss.plugin().service(), loss.parameters());
        if (train.batch() < minimum) {
            throw new InputException(section.position() + ": " + loss.words() + " needs a batch of at least " + minimum
                    + " images; train.batch is " + train.batch());
        }
        return new DistillationTerm(name, loss, weight(section));
    }

    private static <P extends Record> int minimumBatch(DistillationLoss<P> loss, Record parameters) {
        return loss.minimumBatch(loss.parameters().cast(parameters));
    }

    private WeightSchedule weight(Mapping section) {
        Value weight = section.get("weight");
        if (weight == null) {
            return WeightSchedule.constant(1);
        }
        if (weight instanceof Mapping schedule) {
            return records.bind(WeightSchedule.class, schedule, List.of(), "a weight");
        }
        Mapping plain = new Mapping(weight.position(), Map.of("weight", new Value.Entry(weight.position(), weight)));
        return WeightSchedule.constant(
                records.bind(PlainWeight.class, plain, List.of(), "a weight").weight());
    }

    private static String name(Value value, Position owner, String words) {
        if (value == null) {
            throw new InputException(owner + ": " + words + " needs the key name");
        }
        if (value instanceof Scalar scalar && scalar.text().matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            return scalar.text();
        }
        throw new InputException(value.position() + ": name is " + value.kind()
                + "; allowed are letters, digits, dots, hyphens and underscores, a letter or digit first");
    }

    private static void unique(Map<String, Position> names, String name, Position position, String words) {
        Position before = names.put(name, position);
        if (before != null) {
            throw new InputException(position + ": a second " + words + " named " + name + ", the first is at line "
                    + before.line() + "; give one of them another name");
        }
    }

    private static Mapping section(Mapping owner, String key) {
        Value value = owner.get(key);
        if (value == null) {
            throw new InputException(owner.position() + ": the section " + key + " is missing");
        }
        return mapping(value, key);
    }

    private static Mapping mapping(Value value, String key) {
        if (value instanceof Mapping mapping) {
            return mapping;
        }
        throw new InputException(value.position() + ": " + key + " is " + value.kind()
                + "; a group of keys is needed, such as {plugin: ...}");
    }

    private static <T> List<T> list(Mapping owner, String key, BiFunction<Value, String, T> entry) {
        Value value = owner.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof Sequence sequence)) {
            throw new InputException(value.position() + ": " + key + " is " + value.kind() + "; a list is needed");
        }
        List<T> entries = new ArrayList<>();
        for (int i = 0; i < sequence.values().size(); i++) {
            entries.add(entry.apply(sequence.values().get(i), key + "." + i));
        }
        return entries;
    }
}
