package org.retort.experiment.descriptor;

/**
 * One of the teachers of a student.
 *
 * @param teacher the teacher
 * @param weight how much it counts beside the student's other teachers, see {@link StudentSection#share}
 */
public record Teaching(TeacherSection teacher, double weight) {}
