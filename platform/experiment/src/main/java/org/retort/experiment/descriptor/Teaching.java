package org.retort.experiment.descriptor;

/**
 * One of the teachers of a student.
 *
 * @param teacher the teacher
 * @param weight how much it counts beside the student's other teachers, see {@link StudentSection#part}
 * @param online whether it is trained together with the student, step by step in the student's run, instead of by a run
 *     of its own before
 */
public record Teaching(TeacherSection teacher, double weight, boolean online) {}
