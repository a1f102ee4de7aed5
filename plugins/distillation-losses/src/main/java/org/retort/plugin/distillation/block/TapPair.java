package org.retort.plugin.distillation.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.loss.Role;
import org.retort.api.loss.Tap;
import org.retort.api.loss.TrainingStep;
import org.retort.api.loss.TrainingStep.Judgement;
import org.retort.api.plugin.InputException;

/**
 * Two tensors that a loss compares.
 *
 * @param student what the student does
 * @param teacher what the teacher does
 */
public record TapPair(Tap student, Tap teacher) {
    /** Both names, for parameters of a loss's own. */
    public String name() {
        return student.name() + "-" + teacher.name();
    }

    /** What the two are compared by, given their values. */
    public SDVariable compare(BinaryOperator<SDVariable> comparison) {
        return comparison.apply(student.value(), teacher.value());
    }

    /** The same taps with what was made of their values. */
    public TapPair with(SDVariable ofStudent, SDVariable ofTeacher) {
        return new TapPair(
                new Tap(student.network(), student.name(), ofStudent),
                new Tap(teacher.network(), teacher.name(), ofTeacher));
    }

    /**
     * Taps of the two generators while both translate the source images to the target labels.
     *
     * @param loss id of the loss, for messages
     * @param student taps of the student's generator
     * @param teacher taps of the teacher's generator, one for each of the student's; empty for the same names
     */
    public static List<TapPair> ofGenerators(
            TrainingStep step, String loss, List<String> student, List<String> teacher) {
        return of(
                loss,
                names(loss, student, teacher),
                "the student's generator",
                step.translated(Role.OWN).taps(),
                "the teacher's generator",
                step.translated(Role.TEACHER).taps());
    }

    /**
     * Taps of the teacher's discriminator on the student's and on the teacher's translation of the source images.
     * Empty where none are asked for.
     */
    public static List<TapPair> ofTranslations(TrainingStep step, String loss, List<String> taps) {
        if (taps.isEmpty()) {
            return List.of();
        }
        SDVariable student = step.translated(Role.OWN).image();
        SDVariable teacher = step.translated(Role.TEACHER).image();
        List<Judgement> judgements = step.judgeAll(Role.TEACHER, List.of(student, teacher));
        String network = "the teacher's discriminator";
        return of(
                loss,
                names(loss, taps, List.of()),
                network,
                judgements.get(0).taps(),
                network,
                judgements.get(1).taps());
    }

    /** Taps of the two discriminators on the same images. */
    public static List<TapPair> ofDiscriminators(
            String loss, List<String> student, List<String> teacher, Judgement ofStudent, Judgement ofTeacher) {
        return of(
                loss,
                names(loss, student, teacher),
                "the student's discriminator",
                ofStudent.taps(),
                "the teacher's discriminator",
                ofTeacher.taps());
    }

    private record Names(List<String> student, List<String> teacher) {}

    private static Names names(String loss, List<String> student, List<String> teacher) {
        if (student.isEmpty()) {
            throw new InputException("loss " + loss + " has no taps to compare; name some, such as taps: [encoder2] for"
                    + " a generator or taps: [conv2] for a discriminator");
        }
        if (!teacher.isEmpty() && teacher.size() != student.size()) {
            throw new InputException("loss " + loss + " compares " + student.size() + " taps of the student "
                    + student + " with " + teacher.size() + " of the teacher " + teacher
                    + "; give as many, or leave teacher-taps away where the names are the same");
        }
        return new Names(student, teacher.isEmpty() ? student : teacher);
    }

    private static List<TapPair> of(
            String loss,
            Names names,
            String student,
            Map<String, SDVariable> ofStudent,
            String teacher,
            Map<String, SDVariable> ofTeacher) {
        List<TapPair> pairs = new ArrayList<>();
        for (int i = 0; i < names.student().size(); i++) {
            pairs.add(new TapPair(
                    Tap.find(loss, student, names.student().get(i), ofStudent),
                    Tap.find(loss, teacher, names.teacher().get(i), ofTeacher)));
        }
        return pairs;
    }
}
