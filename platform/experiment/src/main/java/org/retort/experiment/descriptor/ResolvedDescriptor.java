package org.retort.experiment.descriptor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.retort.experiment.internal.binding.RecordBinder;
import org.retort.experiment.plugin.ParameterDeclaration;

/**
 * Writes an experiment back as a descriptor in JSON in which nothing is left to a default: overrides are in, paths are
 * absolute. {@link Descriptors} reads it to the same experiment.
 */
public final class ResolvedDescriptor {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ResolvedDescriptor() {}

    /** The whole descriptor. */
    public static ObjectNode of(Experiment experiment) {
        ObjectNode node = keys(experiment.settings());
        node.set("dataset", plugin(experiment.dataset()));
        List<TeacherSection> teachers = experiment.teachers();
        if (teachers.size() == 1 && teachers.get(0).name().equals(RunDescriptor.TEACHER)) {
            node.set(RunDescriptor.TEACHER, teacher(teachers.get(0)));
        } else if (!teachers.isEmpty()) {
            ArrayNode list = node.putArray("teachers");
            teachers.forEach(teacher -> list.add(named(teacher.name()).setAll(teacher(teacher))));
        }
        ArrayNode students = node.putArray("students");
        experiment.students().forEach(student -> {
            ObjectNode own = named(student.name()).setAll(student(student));
            ArrayNode chosen = own.putArray("teachers");
            student.teachers().forEach(teaching ->
                    chosen.add(choice(teaching)));
            students.add(own);
        });
        experiment.classifier().ifPresent(classifier -> node.set("classifier", plugin(classifier)));
        ArrayNode metrics = node.putArray("metrics");
        experiment.metrics().forEach(metric -> metrics.add(plugin(metric)));
        node.set("evaluate", keys(experiment.evaluate()));
        return node;
    }

    /** The document of one run. */
    static ObjectNode of(RunDescriptor run) {
        ObjectNode node = keys(run.settings()).put("member", run.own().name());
        node.set("dataset", plugin(run.dataset()));
        node.setAll(student(run.own()));
        List<Teaching> teachers = run.own().teachers();
        if (teachers.size() == 1
                && teachers.get(0).teacher().name().equals(RunDescriptor.TEACHER)
                && !teachers.get(0).online()) {
            node.set(RunDescriptor.TEACHER, teacher(teachers.get(0).teacher()));
        } else if (!teachers.isEmpty()) {
            ArrayNode list = node.putArray("teachers");
            teachers.forEach(teaching -> list.add(choice(teaching).setAll(teacher(teaching.teacher()))));
        }
        run.classifier().ifPresent(classifier -> node.set("classifier", plugin(classifier)));
        ArrayNode metrics = node.putArray("metrics");
        run.metrics().forEach(metric -> metrics.add(plugin(metric)));
        node.set("evaluate", keys(run.evaluate()));
        return node;
    }

    /** The document of one run that trains a classifier. */
    static ObjectNode of(ClassifierDescriptor run) {
        ObjectNode node = keys(run.settings()).put("member", ClassifierDescriptor.CLASSIFIER);
        node.set("dataset", plugin(run.dataset()));
        node.set("classifier", plugin(run.classifier()));
        return node;
    }

    /** A section that names a plugin: its id and its parameters. */
    public static ObjectNode plugin(PluginUse use) {
        ObjectNode node = JSON.objectNode().put("plugin", use.plugin().id());
        node.setAll(keys(use.parameters()));
        return node;
    }

    /** A teacher's section, without its name. */
    public static ObjectNode teacher(TeacherSection teacher) {
        ObjectNode node = JSON.objectNode();
        node.set("generator", generator(teacher.generator()));
        node.set("discriminator", discriminator(teacher.discriminator()));
        node.set("objective", plugin(teacher.objective()));
        node.set("train", keys(teacher.train()));
        return node;
    }

    private static ObjectNode named(String name) {
        return JSON.objectNode().put("name", name);
    }

    private static ObjectNode choice(Teaching teaching) {
        return named(teaching.teacher().name()).put("weight", teaching.weight()).put("online", teaching.online());
    }

    private static ObjectNode student(StudentSection student) {
        ObjectNode node = JSON.objectNode();
        node.set("generator", generator(student.generator()));
        node.set("discriminator", discriminator(student.discriminator()));
        node.set("objective", plugin(student.objective()));
        ArrayNode distillation = node.putArray("distillation");
        for (DistillationTerm term : student.distillation()) {
            ObjectNode entry = plugin(term.loss()).put("name", term.name());
            entry.set("weight", keys(term.weight()));
            distillation.add(entry);
        }
        node.set("train", keys(student.train()));
        return node;
    }

    /** Its start is left out where it says nothing, so that runs from before there was a choice keep their identity. */
    private static ObjectNode generator(NetworkSection generator) {
        ObjectNode node = plugin(generator.architecture());
        if (generator.start().fromTeacher()) {
            node.setAll(keys(generator.start()));
        }
        return node;
    }

    private static ObjectNode discriminator(NetworkSection discriminator) {
        ObjectNode node = plugin(discriminator.architecture());
        node.setAll(keys(discriminator.start()));
        return node;
    }

    private static ObjectNode keys(Record values) {
        ObjectNode node = JSON.objectNode();
        RecordBinder.values(values).forEach((key, value) -> put(node, key, value));
        return node;
    }

    private static void put(ObjectNode node, String key, Object value) {
        if (value instanceof List<?> list) {
            ArrayNode array = node.putArray(key);
            for (Object entry : list) {
                ObjectNode holder = JSON.objectNode();
                put(holder, key, entry);
                array.add(holder.get(key));
            }
        } else if (value instanceof Integer integer) {
            node.put(key, integer);
        } else if (value instanceof Long integer) {
            node.put(key, integer);
        } else if (value instanceof Double number) {
            node.put(key, number);
        } else if (value instanceof Boolean truth) {
            node.put(key, truth);
        } else if (value instanceof Enum<?> constant) {
            node.put(key, ParameterDeclaration.word(constant));
        } else {
            node.put(key, String.valueOf(value));
        }
    }
}
