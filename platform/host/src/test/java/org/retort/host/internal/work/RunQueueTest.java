package org.retort.host.internal.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;

class RunQueueTest {
    @TempDir
    private Path folder;

    private final Map<String, FakeWorker> workers = new LinkedHashMap<>();
    private Workspace workspace;
    private Claims claims;
    private RunQueue queue;

    /** A worker that ends when the test says so. */
    private static final class FakeWorker implements Executor.Started {
        private boolean alive = true;
        private boolean killed;

        @Override
        public boolean isAlive() {
            return alive;
        }

        @Override
        public void kill() {
            killed = true;
        }

        @Override
        public String ending() {
            return "exit code 134";
        }
    }

    @BeforeEach
    void makeQueue() {
        workspace = new Workspace(folder);
        claims = new Claims(new FileLocks());
        queue = queue(0, false);
    }

    private RunQueue queue(int retries, boolean failFast) {
        Executor executor = run -> {
            FakeWorker worker = new FakeWorker();
            workers.put(run.id(), worker);
            return Optional.of(worker);
        };
        return new RunQueue(workspace, executor, claims, retries, failFast);
    }

    private void end(RunFolder run, RunState state) {
        QueuedRuns.write(run, state);
        workers.get(run.id()).alive = false;
    }

    @Test
    void aStudentBeginsWhenItsTeacherIsFinished() {
        RunFolder teacher = QueuedRuns.teacher(workspace);
        RunFolder student = QueuedRuns.student(workspace, teacher);
        queue.add(student);
        queue.add(teacher);
        queue.look();
        queue.look();
        assertThat(workers).containsOnlyKeys(teacher.id());
        end(teacher, RunState.FINISHED);
        queue.look();
        assertThat(workers).containsOnlyKeys(teacher.id(), student.id());
    }

    @Test
    void aStudentWaitsForAllOfItsTeachers() {
        RunFolder first = QueuedRuns.teacher(workspace);
        RunFolder second = QueuedRuns.teacher(workspace);
        RunFolder student = QueuedRuns.student(workspace, first, second);
        for (RunFolder run : List.of(first, second, student)) {
            queue.add(run);
        }
        queue.look();
        end(second, RunState.FINISHED);
        queue.look();
        assertThat(workers).doesNotContainKey(student.id());
        end(first, RunState.FINISHED);
        queue.look();
        assertThat(workers).containsKey(student.id());
    }

    @Test
    void aStudentOfAFailedTeacherFailsInWords() {
        RunFolder teacher = QueuedRuns.teacher(workspace);
        RunFolder student = QueuedRuns.student(workspace, teacher);
        queue.add(teacher);
        queue.add(student);
        queue.look();
        end(teacher, RunState.FAILED);
        queue.look();
        assertThat(student.state()).isEqualTo(RunState.FAILED);
        assertThat(QueuedRuns.message(student)).contains("its teacher, run 1, is failed", "retort resume 1 2");
        assertThat(queue.idle()).isTrue();
    }

    @Test
    void aStudentOfADeletedTeacherFailsInWords() {
        RunFolder teacher = QueuedRuns.teacher(workspace);
        RunFolder student = QueuedRuns.student(workspace, teacher);
        teacher.delete();
        queue.add(student);
        queue.look();
        assertThat(QueuedRuns.message(student)).contains("its teacher, run 1, was deleted");
    }

    @Test
    void aWorkerThatEndsBeforeItBeginsMakesItsRunFail() {
        RunFolder run = QueuedRuns.teacher(workspace);
        queue.add(run);
        queue.look();
        workers.get(run.id()).alive = false;
        queue.look();
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(QueuedRuns.message(run)).contains("exit code 134", "log.txt");
        assertThat(queue.idle()).isTrue();
    }

    @Test
    void aRunThatAnotherQueueClaimsIsLeftToIt() {
        RunFolder run = QueuedRuns.teacher(workspace);
        assertThat(queue.add(run)).isTrue();
        RunQueue other = queue(0, false);
        assertThat(other.add(run)).isFalse();
        queue.release();
        assertThat(other.add(run)).isTrue();
    }

    @Test
    void aRunThatWasStoppedWhileItWaitsDoesNotBegin() {
        RunFolder run = QueuedRuns.teacher(workspace);
        queue.add(run);
        new Runs(workspace, claims).stop(run.id());
        queue.look();
        assertThat(run.state()).isEqualTo(RunState.STOPPED);
        assertThat(run.stopRequested()).isFalse();
        assertThat(workers).isEmpty();
    }

    @Test
    void stoppingAsksWorkersAndLeavesOutTheRest() {
        RunFolder teacher = QueuedRuns.teacher(workspace);
        RunFolder student = QueuedRuns.student(workspace, teacher);
        queue.add(teacher);
        queue.add(student);
        queue.look();
        queue.stopAll();
        assertThat(teacher.stopRequested()).isTrue();
        assertThat(student.state()).isEqualTo(RunState.STOPPED);
        assertThat(queue.idle()).isFalse();
        queue.killAll();
        assertThat(workers.get(teacher.id()).killed).isTrue();
        end(teacher, RunState.STOPPED);
        queue.look();
        assertThat(queue.idle()).isTrue();
    }

    @Test
    void aFailedRunIsStartedAgainAsOftenAsAllowed() {
        queue = queue(1, false);
        RunFolder teacher = QueuedRuns.teacher(workspace);
        RunFolder student = QueuedRuns.student(workspace, teacher);
        queue.add(teacher);
        queue.add(student);
        queue.look();
        end(teacher, RunState.FAILED);
        queue.look();
        assertThat(teacher.state()).isEqualTo(RunState.QUEUED);
        assertThat(student.state()).isEqualTo(RunState.QUEUED);
        end(teacher, RunState.FAILED);
        queue.look();
        assertThat(teacher.state()).isEqualTo(RunState.FAILED);
        assertThat(student.state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void nothingIsStartedAfterAFailureWhereThatIsAskedFor() {
        queue = queue(0, true);
        RunFolder first = QueuedRuns.teacher(workspace);
        queue.add(first);
        queue.look();
        end(first, RunState.FAILED);
        RunFolder second = QueuedRuns.teacher(workspace);
        queue.add(second);
        queue.look();
        assertThat(second.state()).isEqualTo(RunState.STOPPED);
        assertThat(QueuedRuns.message(second)).isEqualTo("not started, since run 1 is failed");
    }
}
